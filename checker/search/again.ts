/**
 * A space that was visited as a whole, looked at once more: all of a small one, and every so many states of a larger one. What
 * a state leads to must be stored, there must be as many transitions as before, and what held must hold. It costs as much as
 * expanding these states did, and sees chance, clocks and variables outside the state, which are seldom caught in the act in
 * the few states that the audit asks about.
 */
import { findState } from '../store/add.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import type { Property } from '../system/property.ts';
import { blameModel } from './blame.ts';
import { judgesSteps } from './claims.ts';
import { conjunctionOf } from './conjunction.ts';
import { faultBecause, IMPURE_HINT, ModelFault } from './fault.ts';
import { blameProperties } from './judge.ts';
import type { Search } from './progress.ts';

/** Some tens of milliseconds, as a rule. */
const MOST_STATES = 2 ** 14;
/** How many instances may be asked in all: some models have so many that a single state takes long. */
const MOST_ASKED = 2 ** 20;
/** For models that take long over each. What a pure model is found to be does not depend on it. */
const MOST_MS = 500;

/** Expands states of a search that is over once more. Returns the model's fault if they lead elsewhere, else null. */
export function expandAgain(search: Search): Search['fault'] {
  const { machine, store, disk } = search;
  if (!isWhole(search) || (disk !== null && disk.phase !== 'memory')) return null;
  const instances = Math.max(1, machine.instances.length);
  const most = Math.max(1, Math.min(MOST_STATES, Math.floor(MOST_ASKED / instances)));
  const stride = Math.ceil(store.count / most);
  const { observe } = search;
  // What is found this time goes nowhere. Where nobody looks at steps, V8 would throw away what it has compiled.
  if (judgesSteps(search.model)) search.observe = () => undefined;
  const holdAll = conjunctionOf(search.always, machine.view);
  const end = performance.now() + MOST_MS;
  let transitions = 0;
  let state = 0;
  for (; state < store.count && search.fault === null && performance.now() < end; state += stride)
    transitions += expandOne(search, state, holdAll);
  search.observe = observe;
  const { fault } = search;
  search.fault = null;
  const isAll = stride === 1 && state === store.count;
  if (fault !== null || !isAll || transitions === search.transitions) return fault;
  return { fault: faultBecause(otherCount(search.transitions, transitions), null), state: null };
}

function otherCount(before: number, now: number): string {
  return (
    `the model is not a pure function of its state: its states had ${before} transitions at first, and ` +
    `${now} when they were expanded again. ${IMPURE_HINT}`
  );
}

/** Whether a search has visited everything, and found no fault. */
export function isWhole({ fault, limit, all, sightings, counts }: Search): boolean {
  const isOver = fault === null && limit === null && counts === null;
  return isOver && (all || sightings.every(({ property }) => isOfWhole(property)));
}

/** Whether what violates the property was found when everything had been visited. */
export function isOfWhole(property: Property | null): boolean {
  return property?.kind === 'recoverable';
}

/** Returns how many successors the state has. */
function expandOne(search: Search, state: number, holdAll: () => boolean): number {
  const { machine, store } = search;
  const { batch } = machine;
  try {
    machine.load(segmentOf(store, state), offsetOf(store, state));
    if (!holdAll()) blameProperties(search, search.always, state);
    machine.expand(state);
    for (let at = 0; at < batch.pending; at++)
      if (findState(store, batch.words, at * store.words) === -1) throw elsewhere(search, at);
    return batch.pending;
  } catch (error) {
    blameModel(search, state, error);
    return 0;
  } finally {
    batch.pending = 0;
  }
}

/** @param position of the successor in the batch, where those of an action are together */
function elsewhere({ machine, model }: Search, position: number): ModelFault {
  let left = position;
  const action = model.actions.find((_, nth) => {
    left -= machine.enabled[nth] as number;
    return left < 0;
  });
  return new ModelFault(
    faultBecause(
      `${action?.name ?? 'an action'} is not a pure function of the state: asked again, it leads where it did not ` +
        `lead before. ${IMPURE_HINT}`,
      null,
    ),
  );
}
