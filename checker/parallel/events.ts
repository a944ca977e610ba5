/**
 * What there is to report of a round, in the order in which one worker would have come upon it: first what
 * a state shows that was reached, then what is wrong with the step to it.
 */
import {
  COUNT,
  DEADLOCK_AT,
  DEADLOCK_PARENT,
  FAULT_AT,
  FAULT_PARENT,
  JUDGE_FAULT_AT,
  read,
  type Shared,
} from './shared.ts';

export type RoundEvent =
  /** A property throws in the new state at a position. */
  | { readonly kind: 'judge-fault'; readonly position: number }
  /** A new state violates a property, or satisfies one that must be seen. */
  | { readonly kind: 'state'; readonly position: number; readonly property: number }
  /** The step to a position violates a property, or satisfies one that must be seen. */
  | {
      readonly kind: 'step';
      readonly position: number;
      readonly property: number;
      readonly instance: number;
    }
  /** Nothing is enabled in a parent; the position is that of the next successor. */
  | { readonly kind: 'deadlock'; readonly position: number; readonly parent: number }
  /** The model throws in a parent, after its successors before the position. */
  | { readonly kind: 'fault'; readonly position: number; readonly parent: number };

/** At one position: what was found before that successor, in its state, on the step to it. */
const ORDER = { deadlock: 0, fault: 0, 'judge-fault': 1, state: 2, step: 3 } as const;

/** The events of a round whose slices hold `COUNT` successors each. */
export function eventsOf({ areas }: Shared): RoundEvent[] {
  const events: RoundEvent[] = [];
  let start = 0;
  for (const { tally, stepAt, stepInstance, stateAt } of areas) {
    const from = start;
    stepAt.forEach((at, property) => {
      if (at === -1) return;
      const instance = read(stepInstance, property);
      events.push({ kind: 'step', position: from + at, property, instance });
    });
    stateAt.forEach((position, property) => {
      if (position !== -1) events.push({ kind: 'state', position, property });
    });
    if (read(tally, JUDGE_FAULT_AT) !== -1)
      events.push({ kind: 'judge-fault', position: read(tally, JUDGE_FAULT_AT) });
    const deadlocked = read(tally, DEADLOCK_PARENT);
    if (deadlocked !== -1)
      events.push({
        kind: 'deadlock',
        position: from + read(tally, DEADLOCK_AT),
        parent: deadlocked,
      });
    const faulty = read(tally, FAULT_PARENT);
    if (faulty !== -1)
      events.push({ kind: 'fault', position: from + read(tally, FAULT_AT), parent: faulty });
    start += read(tally, COUNT);
  }
  return events.sort(
    (a, b) =>
      a.position - b.position ||
      ORDER[a.kind] - ORDER[b.kind] ||
      parentOf(a) - parentOf(b) ||
      propertyOf(a) - propertyOf(b),
  );
}

function parentOf(event: RoundEvent): number {
  return 'parent' in event ? event.parent : 0;
}

function propertyOf(event: RoundEvent): number {
  return 'property' in event ? event.property : 0;
}
