/**
 * The end of a round: what becomes of the search by what the members found. Everything counts as if one
 * worker had come upon it, one successor after another, and stopped where one worker stops.
 */
import { blameModel } from '../search/blame.ts';
import { claimsOf } from '../search/claims.ts';
import {
  blameProperties,
  judgeAlways,
  judgeDeadlock,
  judgeSometimes,
  judgeStep,
  setCounts,
  sight,
  without,
} from '../search/judge.ts';
import { finish, type Search } from '../search/progress.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import type { Property } from '../system/property.ts';
import { type Fresh, freshOnes } from './claim.ts';
import { comesBefore, eventsOf, type RoundEvent } from './events.ts';
import { sampleRound } from './sampling.ts';
import { freshOf, LAST, read, type Shared, successorsOf } from './shared.ts';

/** A round, and where the search stood before it. */
interface Closing {
  readonly shared: Shared;
  readonly base: number;
  readonly transitions: number;
  /** Its new states: listed when they are first asked for, as a rule never. */
  readonly fresh: () => readonly Fresh[];
}

export function closeRound(search: Search, shared: Shared): void {
  const { store, transitions } = search;
  const { round } = shared;
  let listed: readonly Fresh[] | null = null;
  const fresh = (): readonly Fresh[] => {
    listed ??= freshOnes(shared);
    return listed;
  };
  const closing: Closing = { shared, base: store.count, transitions, fresh };
  const brought = freshOf(round);
  const stored = Math.min(brought, store.maxStates - closing.base);
  const found = successorsOf(round);
  // All successors were dealt with, or those before the first that found no room.
  const left = stored < brought ? (fresh()[stored] as Fresh) : null;
  const done = left === null ? found : left.position;
  store.count = closing.base + stored;
  search.transitions += done;
  search.head = read(round.header, LAST);
  let faulty = Number.POSITIVE_INFINITY;
  for (const event of eventsOf(shared, search.model.properties)) {
    if (!isDue(search, event)) continue;
    if (event.kind === 'step-fault') faulty = Math.min(faulty, event.parent);
    if (search.over) continue;
    if (event.position < done || (event.position === done && comesBefore(event)))
      report(search, closing, event);
  }
  if (left !== null && !search.over) {
    setCounts(search, store.count, search.transitions, left.parent + 1);
    finish(search, 'max-states');
  }
  sampleRound(search, shared, faulty);
  noteDone(search, shared);
}

/** Whether one worker would have asked, and had something to say. Of deadlocks that is the first. */
function isDue(search: Search, event: RoundEvent): boolean {
  if (event.kind === 'deadlock') return search.sightings.every(({ property }) => property !== null);
  return !('property' in event) || isOpen(search, event.property);
}

function report(search: Search, { base, transitions, fresh }: Closing, event: RoundEvent): void {
  const { position } = event;
  const before = base + fresh().filter((other) => other.position < position).length;
  if (comesBefore(event)) {
    if (event.kind === 'deadlock') judgeDeadlock(search, event.parent);
    else throwAgain(search, event.parent);
    if (search.over) setCounts(search, before, transitions + position, event.parent + 1);
    return;
  }
  // The step to a known state may be bad as well.
  const reached = fresh().find((other) => other.position === position);
  if (event.kind === 'contradiction')
    blameProperties(search, claimsOf(search.model).always, before);
  else if (event.kind === 'state') reportState(search, event.property, before);
  else reportStep(search, event.property, event.parent, event.instance);
  if (!search.over) return;
  const distinct = reached === undefined ? before : before + 1;
  const parent = event.kind === 'step' ? event.parent : (reached as Fresh).parent;
  setCounts(search, distinct, transitions + position + 1, parent + 1);
}

/** Whether nothing has violated a property yet, or satisfied it. */
function isOpen({ model, always, steps, unseen, unseenSteps }: Search, nth: number): boolean {
  const open: readonly (Property | undefined)[] = [...always, ...steps, ...unseen, ...unseenSteps];
  return open.includes(model.properties[nth]);
}

/** The search's own machine asks again, and gets the answer that the member got, or comes upon the same throw. */
function reportState(search: Search, nth: number, state: number): void {
  const { machine, store, model } = search;
  const property = model.properties[nth];
  machine.show(segmentOf(store, state), offsetOf(store, state));
  if (property?.kind === 'always') judgeAlways(search, property, state);
  else if (property?.kind === 'sometimes') judgeSometimes(search, property, state);
}

function reportStep(search: Search, nth: number, parent: number, instance: number): void {
  const property = search.model.properties[nth];
  if (property?.kind === 'sometimes-step')
    search.unseenSteps = without(search.unseenSteps, property);
  if (property?.kind !== 'step') return;
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

/** Tells the members what they need not judge any more. */
export function noteDone(search: Search, { done }: Shared): void {
  search.model.properties.forEach((_, nth) => {
    done[nth] = isOpen(search, nth) ? 0 : 1;
  });
}
