/**
 * The end of a round: what becomes of the search by what the members found. Everything counts as if one
 * worker had come upon it, one successor after another, and stopped where one worker stops.
 */
import { blameModel } from '../search/blame.ts';
import {
  judgeDeadlock,
  judgeState,
  judgeStep,
  setCounts,
  sight,
  without,
} from '../search/judge.ts';
import { finish, type Search } from '../search/progress.ts';
import { offsetOf, segmentOf } from '../search/store.ts';
import { eventsOf, type RoundEvent } from './events.ts';
import { sampleRound } from './sampling.ts';
import { type Area, COUNT, END, FIRST, FRESH, OWNED, read, type Shared } from './shared.ts';

/** Where the search stood before the round, and what it has by now. */
interface Round {
  readonly base: number;
  readonly transitions: number;
  /** How many successors were dealt with: all, or those before the first that found no room. */
  readonly done: number;
}

/** @param end the parents before this one were expanded */
export function closeRound(search: Search, shared: Shared, end: number): void {
  const { store } = search;
  const base = store.count;
  const fresh = sum(shared.areas, FRESH);
  const stored = Math.min(fresh, store.maxStates - base);
  const found = sum(shared.areas, COUNT);
  const done = stored < fresh ? positionOf(shared, stored) : found;
  const round: Round = { base, transitions: search.transitions, done };
  sampleRound(search, shared);
  store.count = base + stored;
  search.transitions += done;
  search.head = end;
  for (const event of eventsOf(shared)) {
    if (search.over) break;
    if (event.position < done || (event.position === done && 'parent' in event))
      report(search, shared, round, event);
  }
  if (done < found && !search.over) {
    setCounts(search, store.count, search.transitions, parentAt(shared, done) + 1);
    finish(search, 'max-states');
  }
  noteDone(search, shared);
}

function report(search: Search, shared: Shared, round: Round, event: RoundEvent): void {
  const { position } = event;
  const before = round.base + freshBefore(shared, position);
  if ('parent' in event) {
    const { kind, parent } = event;
    if (kind === 'deadlock') judgeDeadlock(search, parent);
    else throwAgain(search, parent);
    if (search.over) setCounts(search, before, round.transitions + position, parent + 1);
    return;
  }
  // The step to a known state may be bad as well.
  const distinct = round.base + freshBefore(shared, position + 1);
  if (event.kind === 'judge-fault') judgeAgain(search, before);
  else if (event.kind === 'state') reportState(search, event.property, before);
  else reportStep(search, event.property, parentAt(shared, position), event.instance);
  if (search.over)
    setCounts(search, distinct, round.transitions + position + 1, parentAt(shared, position) + 1);
}

function reportState(search: Search, nth: number, state: number): void {
  const property = search.model.properties[nth];
  if (property?.kind === 'sometimes') search.unseen = without(search.unseen, property);
  if (property?.kind !== 'always' || !search.always.includes(property)) return;
  search.always = without(search.always, property);
  sight(search, { property, state, instance: null });
}

function reportStep(search: Search, nth: number, parent: number, instance: number): void {
  const property = search.model.properties[nth];
  if (property?.kind === 'sometimes-step')
    search.unseenSteps = without(search.unseenSteps, property);
  if (property?.kind !== 'step' || !search.steps.includes(property)) return;
  search.steps = without(search.steps, property);
  sight(search, { property, state: parent, instance });
}

/** The search's own machine comes upon the same fault as the member's did, and can say what it is. */
function throwAgain(search: Search, parent: number): void {
  const { machine, store } = search;
  search.observe = judgeStep;
  machine.load(segmentOf(store, parent), offsetOf(store, parent));
  try {
    machine.expand(parent);
    throw new Error('the model threw once, and does not throw again');
  } catch (error) {
    blameModel(search, parent, error);
  }
  machine.batch.pending = 0;
  search.badSteps.length = 0;
  search.seenSteps.length = 0;
}

function judgeAgain(search: Search, state: number): void {
  const { machine, store } = search;
  machine.show(segmentOf(store, state), offsetOf(store, state));
  judgeState(search, state);
}

/** Tells the members what they need not judge any more. */
export function noteDone(search: Search, { done }: Shared): void {
  const open: readonly unknown[] = [
    ...search.always,
    ...search.steps,
    ...search.unseen,
    ...search.unseenSteps,
  ];
  search.model.properties.forEach((property, nth) => {
    done[nth] = open.includes(property) ? 0 : 1;
  });
}

export function sum(areas: readonly Area[], entry: number): number {
  return areas.reduce((total, { tally }) => total + read(tally, entry), 0);
}

/** How many new states are among the first `position` successors of a round. */
function freshBefore({ areas }: Shared, position: number): number {
  let left = position;
  let count = 0;
  for (const { tally, fresh } of areas) {
    const here = Math.min(left, read(tally, COUNT));
    for (let at = 0; at < here; at++) if (fresh[at] === 1) count += 1;
    left -= here;
  }
  return count;
}

/** The position of a round's new state with `rank` new ones before it. */
function positionOf({ areas }: Shared, rank: number): number {
  let left = rank;
  let start = 0;
  for (const { tally, fresh } of areas) {
    const count = read(tally, COUNT);
    for (let at = 0; at < count; at++) {
      if (fresh[at] === 1 && left === 0) return start + at;
      left -= fresh[at] as number;
    }
    start += count;
  }
  return start;
}

function parentAt({ areas }: Shared, position: number): number {
  let left = position;
  for (const { tally, parents } of areas) {
    const count = read(tally, COUNT);
    if (left < count) return read(parents, left);
    left -= count;
  }
  throw new RangeError(`a round has no successor ${position}`);
}

/** Where the round ends: at the first slice that ended early, for want of room or by a fault. */
export function endOfRound(shared: Shared, sliceEnds: readonly number[]): number {
  const { areas, round } = shared;
  let end = read(round, FIRST);
  let whole = true;
  areas.forEach(({ tally, stepAt }, nth) => {
    if (!whole) {
      // Whoever expanded these did so too early; they belong to the next round.
      const owned = read(tally, OWNED);
      tally.fill(-1);
      tally[COUNT] = 0;
      tally[OWNED] = owned;
      stepAt.fill(-1);
      return;
    }
    end = read(tally, END);
    whole = end === sliceEnds[nth];
  });
  return end;
}
