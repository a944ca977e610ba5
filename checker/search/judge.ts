/**
 * Judges properties: in each new state, and on each step, in the order of discovery. A search that
 * stops at its first finding reports the counts as they stood at that very state or step.
 */
import type {
  AlwaysProperty,
  Property,
  SometimesProperty,
  SometimesStepProperty,
  StepProperty,
} from '../system/property.ts';
import { holdsIn, holdsOn } from './ask.ts';
import { claimsOf } from './claims.ts';
import { conjunctionOf } from './conjunction.ts';
import { faultBecause, ModelFault } from './fault.ts';
import { depthAt, finish, type Search, type Sighting } from './progress.ts';

/**
 * Judges the step that an effect has just taken, from the loaded state to the one in the slots. What
 * is wrong waits until the states found before it have been judged.
 * @throws ModelFault when a property does.
 */
export function judgeStep(search: Search, instance: number): void {
  const { machine, steps, unseenSteps } = search;
  if (steps.length === 0 && unseenSteps.length === 0) return;
  const taken = machine.instances[instance];
  if (taken === undefined) return;
  const step = { name: taken.action.name, parameters: taken.parameters };
  const holds = (property: StepProperty | SometimesStepProperty): boolean =>
    holdsOn(property, machine.loadedView, machine.view, step, taken);
  for (const property of unseenSteps) {
    if (!holds(property)) continue;
    search.unseenSteps = without(search.unseenSteps, property);
    search.seenSteps.push({ property, position: machine.batch.pending });
  }
  for (const property of steps) {
    if (holds(property)) continue;
    search.steps = without(search.steps, property);
    const sighting = { property, state: search.expanding, instance };
    search.badSteps.push({ sighting, position: machine.batch.pending });
  }
}

/**
 * Judges the states that a batch brought, and reports the steps that wait, each in its turn.
 * @param known how many states were stored before the batch
 * @param added how many it brought
 * @param transitions how many transitions were counted before it
 */
export function judgeBatch(
  search: Search,
  known: number,
  added: number,
  transitions: number,
): void {
  const { batch, layout } = search.machine;
  // What was seen beyond the point at which the search ran out of room was not visited.
  for (const { property, position } of search.seenSteps.splice(0))
    if (position >= batch.done) reopen(search, property);
  const bad = search.badSteps.splice(0);
  if (search.always.length === 0 && search.unseen.length === 0 && bad.length === 0) return;
  let next = 0;
  const reportSteps = (before: number, distinct: number): void => {
    for (; !search.over; next++) {
      const step = bad[next];
      if (step === undefined || step.position >= before) return;
      sight(search, step.sighting);
      if (search.over) keepCounts(search, distinct, step.position, transitions + 1);
    }
  };
  for (let nth = 0; nth < added && !search.over; nth++) {
    const position = batch.fresh[nth] as number;
    reportSteps(position, known + nth);
    if (search.over) return;
    search.machine.show(batch.words, position * layout.words);
    judgeState(search, known + nth);
    if (search.over) keepCounts(search, known + nth + 1, position, transitions + 1);
  }
  if (!search.over) reportSteps(batch.done, known + added);
}

/** Puts a property back among those that nothing has satisfied, in the order of the model. */
function reopen(search: Search, property: SometimesStepProperty): void {
  const open = search.unseenSteps;
  const { unseenSteps } = claimsOf(search.model);
  search.unseenSteps = unseenSteps.filter((one) => one === property || open.includes(one));
}

/** Takes steps that are judged at another time. */
export function unjudged(search: Search, take: () => void): void {
  const { steps, unseenSteps } = search;
  search.steps = [];
  search.unseenSteps = [];
  try {
    take();
  } finally {
    search.steps = steps;
    search.unseenSteps = unseenSteps;
  }
}

/** Judges the state in the slots. */
export function judgeState(search: Search, state: number): void {
  if (search.unseen.length > 0) return judgeEach(search, state);
  const { always, machine } = search;
  if (search.together?.properties !== always)
    search.together = { properties: always, holdAll: conjunctionOf(always, machine.view) };
  if (search.together.holdAll()) return;
  judgeEach(search, state);
  if (!search.over && search.always === always) blameProperties(search, always, state);
}

/** One of these properties has given two answers for a state: the model is at fault. */
export function blameProperties(
  search: Search,
  properties: readonly Property[],
  state: number,
): void {
  const names = properties.map(({ name }) => name).join(', ');
  const which = properties.length === 1 ? `property ${names}` : `one of the properties ${names}`;
  const message = `${which} is not pure: it gave two answers for one state`;
  search.fault = { fault: faultBecause(message, null), state };
  finish(search, null);
}

function judgeEach(search: Search, state: number): void {
  for (const property of search.always) {
    if (answerOf(search, property, state) === false) violate(search, property, state);
    if (search.over) return;
  }
  for (const property of search.unseen) {
    if (answerOf(search, property, state) === true)
      search.unseen = without(search.unseen, property);
    if (search.over) return;
  }
}

/** Judges one property in the state in the slots, which is known to violate it or to make it throw. */
export function judgeAlways(search: Search, property: AlwaysProperty, state: number): void {
  const holds = answerOf(search, property, state);
  if (holds === false) violate(search, property, state);
  else if (holds === true) blameProperties(search, [property], state);
}

/** The same for one that the state is known to satisfy, or to make throw. */
export function judgeSometimes(search: Search, property: SometimesProperty, state: number): void {
  const holds = answerOf(search, property, state);
  if (holds === true) search.unseen = without(search.unseen, property);
  else if (holds === false) blameProperties(search, [property], state);
}

/** What a property says of the state in the slots; null where it throws or does not say, with which the search is over. */
function answerOf(
  search: Search,
  property: AlwaysProperty | SometimesProperty,
  state: number,
): boolean | null {
  try {
    return holdsIn(property, search.machine.view);
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error;
    search.fault = { fault: error.fault, state };
    finish(search, null);
    return null;
  }
}

function violate(search: Search, property: AlwaysProperty, state: number): void {
  search.always = without(search.always, property);
  sight(search, { property, state, instance: null });
}

/** Reports a state in which nothing is enabled: the first one, as for any property. */
export function judgeDeadlock(search: Search, state: number): void {
  if (search.sightings.some(({ property }) => property === null)) return;
  sight(search, { property: null, state, instance: null });
}

/** A finding: the search ends with it, unless all are wanted. */
export function sight(search: Search, sighting: Sighting): void {
  search.sightings.push(sighting);
  if (!search.all) finish(search, null);
}

/**
 * The search ends at this position of the batch: what the rest of it found does not count.
 * @param transitions how many were counted before position 0, and the one that ended it if it counts
 */
export function keepCounts(
  search: Search,
  distinct: number,
  position: number,
  transitions: number,
): void {
  const { head, machine, trail } = search;
  // By level, the batch may hold successors of several states; else all are of the one expanded last.
  // By fewest faults, some of them may have been expanded without faults only, which does not count.
  const parent = machine.batch.parents[position] as number;
  const expanded = trail === null ? Math.min(parent + 1, head) : head;
  setCounts(search, distinct, transitions + position, expanded);
}

/** The counts of a search that ended with its first `expanded` states expanded. */
export function setCounts(
  search: Search,
  distinct: number,
  transitions: number,
  expanded: number,
): void {
  search.counts = {
    distinct,
    transitions,
    depth: depthAt(search, distinct),
    frontier: distinct - expanded,
  };
}

export function without<P>(properties: readonly P[], property: P): readonly P[] {
  return properties.filter((other) => other !== property);
}
