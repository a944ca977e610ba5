/**
 * What there is to report of a round, in the order in which one worker would have come upon it: first what
 * a state shows that was reached, then what is wrong with the step to it.
 */
import type { Property } from '../system/property.ts';
import {
  COUNT,
  DEADLOCK_AT,
  DEADLOCK_PARENT,
  FAULT_AT,
  FAULT_PARENT,
  read,
  type Shared,
  slicesOf,
  THREW,
  tallied,
} from './shared.ts';

export type RoundEvent =
  /** Properties have given two answers for the new state at a position. */
  | { readonly kind: 'contradiction'; readonly position: number }
  /** A new state violates a property, satisfies one that must be seen, or makes it throw. */
  | { readonly kind: 'state'; readonly position: number; readonly property: number }
  /** The step to a position violates a property, or satisfies one that must be seen. */
  | {
      readonly kind: 'step';
      readonly position: number;
      readonly property: number;
      readonly instance: number;
      readonly parent: number;
    }
  /** A property throws on the step to a position. */
  | {
      readonly kind: 'step-fault';
      readonly position: number;
      readonly property: number;
      readonly parent: number;
    }
  /** Nothing is enabled in a parent; the position is that of the next successor. */
  | { readonly kind: 'deadlock'; readonly position: number; readonly parent: number }
  /** The model throws in a parent, after its successors before the position. */
  | { readonly kind: 'fault'; readonly position: number; readonly parent: number };

/** At one position: what was found before that successor, in its state, on the step to it. */
const ORDER = {
  deadlock: 0,
  fault: 0,
  'step-fault': 0,
  contradiction: 1,
  state: 2,
  step: 3,
} as const;

/** What was found before there was a successor at its position. */
type EarlierEvent = Extract<RoundEvent, { kind: 'deadlock' | 'fault' | 'step-fault' }>;

export function comesBefore(event: RoundEvent): event is EarlierEvent {
  return ORDER[event.kind] === 0;
}

/** Which properties one worker asks first. */
const FIRST_ASKED = {
  always: 0,
  sometimes: 1,
  'sometimes-step': 0,
  step: 1,
  // Not asked in rounds.
  recoverable: 0,
} as const;

/** The events of a round that has been settled. */
export function eventsOf(shared: Shared, properties: readonly Property[]): RoundEvent[] {
  const { round } = shared;
  const turnOf = (event: RoundEvent): number => {
    const property = 'property' in event ? properties[event.property] : undefined;
    return property === undefined ? 0 : FIRST_ASKED[property.kind];
  };
  const events: RoundEvent[] = [];
  let start = 0;
  for (let slice = 0; slice < slicesOf(round); slice++) {
    events.push(...eventsOfSlice(shared, slice, start));
    start += tallied(round, slice, COUNT);
  }
  for (let member = 0; member < shared.members; member++)
    events.push(...eventsOfMember(shared, member));
  return events.sort(
    (a, b) =>
      a.position - b.position ||
      ORDER[a.kind] - ORDER[b.kind] ||
      parentOf(a) - parentOf(b) ||
      turnOf(a) - turnOf(b) ||
      propertyOf(a) - propertyOf(b),
  );
}

/** What was found while a slice was expanded, of which the first successor has the position `start`. */
function eventsOfSlice({ done, round }: Shared, slice: number, start: number): RoundEvent[] {
  const events: RoundEvent[] = [];
  for (let property = 0; property < done.length; property++) {
    const entry = slice * done.length + property;
    const at = read(round.stepAt, entry);
    if (at === -1) continue;
    const instance = read(round.stepInstance, entry);
    const parent = read(round.stepParent, entry);
    const position = start + at;
    if (instance === THREW) events.push({ kind: 'step-fault', position, property, parent });
    else events.push({ kind: 'step', position, property, instance, parent });
  }
  const eventIn = (kind: 'deadlock' | 'fault', parentEntry: number, atEntry: number): void => {
    const parent = tallied(round, slice, parentEntry);
    const position = start + tallied(round, slice, atEntry);
    if (parent !== -1) events.push({ kind, position, parent });
  };
  eventIn('deadlock', DEADLOCK_PARENT, DEADLOCK_AT);
  eventIn('fault', FAULT_PARENT, FAULT_AT);
  return events;
}

/** What a member found while it judged new states. */
function eventsOfMember({ done, round }: Shared, member: number): RoundEvent[] {
  const events: RoundEvent[] = [];
  for (let property = 0; property < done.length; property++) {
    const position = read(round.stateAt, member * done.length + property);
    if (position !== -1) events.push({ kind: 'state', position, property });
  }
  const position = read(round.contradictionAt, member);
  if (position !== -1) events.push({ kind: 'contradiction', position });
  return events;
}

function parentOf(event: RoundEvent): number {
  return 'parent' in event ? event.parent : 0;
}

function propertyOf(event: RoundEvent): number {
  return 'property' in event ? event.property : 0;
}
