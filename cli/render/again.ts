/** The call that finds a counterexample again, the way it was found. */
import { optionFor } from '../minimize.ts';
import type { ReportedFinding, SpecReport } from '../report.ts';
import { findAgain } from './finding.ts';

export function reproduceText(
  finding: ReportedFinding,
  {
    changed,
    order,
    symmetry,
    simulation,
  }: Pick<SpecReport, 'changed' | 'order' | 'symmetry' | 'simulation'>,
  specArgument: string,
): string {
  if (simulation === null) {
    const inOrder = order === 'breadth-first' ? '' : ` ${optionFor(order)}`;
    const reduced = symmetry ? ' --symmetry' : '';
    return findAgain(finding, specArgument, changed) + inOrder + reduced;
  }
  const { walks, depth, seed } = simulation.options;
  const call = findAgain(finding, specArgument, changed, 'simulate');
  return `${call} --walks ${walks} --depth ${depth} --seed ${seed}`;
}
