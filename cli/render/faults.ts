/** What a search by fewest faults says of faults: how many a finding takes, and with how many it is safe. */
import type { FaultsCovered } from '../../checker/index.ts';
import type { ReportedFinding } from '../report.ts';
import { findingText } from './finding.ts';
import { counted } from './layout.ts';
import { traceLength } from './trace.ts';

/** How many steps of a finding's trace are faults. */
export function faultsIn({ shown }: Pick<ReportedFinding, 'shown'>): number {
  return shown.filter(({ fault }) => fault).length;
}

/**
 * `strong-isr with 2 faults in 14 steps (15 states)`
 * @param faults null where they were not minimized: how many there happen to be is then left out
 */
export function findingByFaults(finding: ReportedFinding, faults: FaultsCovered | null): string {
  if (faults === null) return findingText(finding);
  const { property, shown } = finding;
  const taken = `with ${numberText(faultsIn(finding))}`;
  const length = traceLength(shown.length);
  return property === null
    ? `no action is enabled ${taken} after ${length}`
    : `${property} ${taken} in ${length}`;
}

/**
 * `; safe with at most 1 fault within the bounds`, of what was found with 2: the search has exhausted all
 * that fewer faults lead to before.
 */
export function safeText(finding: ReportedFinding, faults: FaultsCovered | null): string {
  const taken = faultsIn(finding);
  if (faults === null || taken === 0) return '';
  const fewer = taken === 1 ? 'without faults' : `with at most ${counted(taken - 1, 'fault')}`;
  return `; safe ${fewer} within the bounds`;
}

/** `, with any number of faults within the bounds (no state needs more than 3)`, where that holds. */
export function anyFaultsText(faults: FaultsCovered | null): string {
  if (faults === null) return '';
  return `, with any number of faults within the bounds (no state needs ${moreText(faults)})`;
}

/** `more than 3`, of faults: what none of the states that were visited needs. */
export function moreText({ most }: FaultsCovered): string {
  return most === 0 ? 'one' : `more than ${most}`;
}

/** What a search that was cut short can say: ` (all that at most 1 fault leads to was visited)`. */
export function coveredText({ covered }: FaultsCovered): string {
  if (covered < 0) return '';
  const visited = covered === 0 ? 'without faults' : `with at most ${counted(covered, 'fault')}`;
  return ` (every state that can be reached ${visited} was visited)`;
}

function numberText(faults: number): string {
  return faults === 0 ? 'no fault' : counted(faults, 'fault');
}
