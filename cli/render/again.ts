/** The call that finds a counterexample again, the way it was found. */
import { optionFor } from '../minimize.ts';
import type { ReportedFinding, SpecReport } from '../report.ts';
import { findAgain } from './finding.ts';

export function reproduceText(
  finding: ReportedFinding,
  { changed, order, simulation }: Pick<SpecReport, 'changed' | 'order' | 'simulation'>,
  specArgument: string,
): string {
  if (simulation === null) {
    const inOrder = order === 'breadth-first' ? '' : ` ${optionFor(order)}`;
    return findAgain(finding, specArgument, changed) + inOrder;
  }
  const { walks, depth, seed } = simulation.options;
  const call = findAgain(finding, specArgument, changed, 'simulate');
  return `${call} --walks ${walks} --depth ${depth} --seed ${seed}`;
}
