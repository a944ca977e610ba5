/**
 * Of all the ways through layers of states the simplest: with the fewest faults; of those, the one in which
 * another actor takes over least often; of those, the first in the order of the model's actions.
 *
 * What a way costs from a state on depends on who acted before. But to go on as somebody else costs one turn,
 * whoever that is: so of each state it is enough to know the least cost, and who begins a way of that cost.
 */
import { findState } from '../store/add.ts';
import { actorOf } from '../system/instances.ts';
import type { StepProperty } from '../system/property.ts';
import { END, expandStored, type Surroundings } from './layers.ts';
import { breaksStep } from './reduce.ts';
import type { Ground } from './terrain.ts';

/** What a fault costs: more than all the turns of a path. */
export const FAULT = 2 ** 20;

/** Who takes a step; nobody, where the model does not say. */
export type Actor = string | null;

/** In place of an actor, at the ends of a path: to take over there, or to be followed, costs no turn. */
export const NO_TURN = Symbol('no turn');
type Neighbour = Actor | typeof NO_TURN;

/** What ways are compared by. */
export interface Terms {
  /** Whether a way ends with this state of the last layer. */
  readonly isEnd: (state: number) => boolean;
  /** A step into the last layer that breaks this is an end, too. */
  readonly ending: StepProperty | null;
  /** Who acts before a way's first step, and who after its last. */
  readonly before: Neighbour;
  readonly after: Neighbour;
}

/** A way from the first layer to an end. */
export interface Way {
  readonly cost: number;
  /** The number of its first state. */
  readonly root: number;
  readonly instances: readonly number[];
}

/** A step of a way. */
interface Step {
  readonly instance: number;
  readonly actor: Actor;
  readonly target: number;
  /** What it costs with the least that comes after it, but for the turn to its actor. */
  readonly cost: number;
}

/** By state: the steps of all ways from there to an end, in the order of the instances; undefined where there is none. */
type Steps = (readonly Step[] | undefined)[];

/**
 * Null where no way leads to an end.
 * @throws Error when the model does not take the same steps again, and whatever the model throws
 */
export function cheapestWay(ground: Ground, surroundings: Surroundings, terms: Terms): Way | null {
  const { starts, store } = surroundings;
  const steps = waysBack(ground, surroundings, terms);
  let best: { readonly root: number; readonly cost: number } | null = null;
  for (let root = 0; root < (starts[1] ?? store.count); root++) {
    const from = steps[root];
    if (from === undefined) continue;
    const cost = leastCost(from, terms.before, terms);
    if (best === null || cost < best.cost) best = { root, cost };
  }
  return best === null ? null : { ...best, instances: follow(steps, terms, best.root) };
}

/** Going back from the ends. */
function waysBack(ground: Ground, surroundings: Surroundings, terms: Terms): Steps {
  const { starts, store, targets, firstTarget } = surroundings;
  const last = starts.at(-1) as number;
  const steps: Steps = new Array(store.count);
  for (let state = last; state < store.count; state++) if (terms.isEnd(state)) steps[state] = [];
  for (let layer = starts.length - 2; layer >= 0; layer--) {
    const next = starts[layer + 1] as number;
    for (let state = starts[layer] as number; state < next; state++) {
      const own = targets.slice(firstTarget[state], firstTarget[state + 1] ?? targets.length);
      if (!own.some((target) => target === END || steps[target] !== undefined)) continue;
      const ending = next === last ? terms.ending : null;
      steps[state] = stepsFrom(ground, surroundings, { ...terms, ending }, steps, state, next);
    }
  }
  return steps;
}

/** The steps from a state that lead on to an end. */
function stepsFrom(
  ground: Ground,
  { store }: Surroundings,
  terms: Terms,
  steps: Steps,
  state: number,
  next: number,
): Step[] {
  const { machine } = ground;
  expandStored(ground, store, state);
  const enabled = machine.model.actions.filter((_, nth) => (machine.enabled[nth] as number) > 0);
  const packed = new Int32Array(machine.layout.words);
  const found: Step[] = [];
  for (const [nth, instance] of machine.instances.entries()) {
    const { action, parameters } = instance;
    if (!enabled.includes(action)) continue;
    if (!action.guard.every((condition) => condition.holds(machine.view, parameters))) continue;
    const actor = actorOf(instance, machine.loadedView);
    action.effect(machine.view, parameters);
    machine.tidy();
    const isEnd = terms.ending !== null && breaksStep(ground, terms.ending, nth);
    machine.pack(packed, 0);
    machine.restore();
    const target = isEnd ? END : findState(store, packed, 0);
    const rest = target < next ? undefined : steps[target];
    if (!isEnd && rest === undefined) continue;
    const cost = (action.fault ? FAULT : 0) + (isEnd ? 0 : leastCost(rest ?? [], actor, terms));
    found.push({ instance: nth, actor, target, cost });
  }
  if (found.length === 0) throw new Error('the model does not take the same steps again');
  return found;
}

/** The least that it costs to go on by one of these steps, or to have come to an end where there are none. */
function leastCost(
  steps: readonly Step[],
  before: Neighbour,
  { after }: Pick<Terms, 'after'>,
): number {
  if (steps.length === 0) return turn(before, after);
  return steps.reduce(
    (least, { cost, actor }) => Math.min(least, cost + turn(before, actor)),
    Number.POSITIVE_INFINITY,
  );
}

function turn(before: Neighbour, after: Neighbour): number {
  return before === NO_TURN || after === NO_TURN || before === after ? 0 : 1;
}

/** Going forward: always by the first step that costs no more than is needed. */
function follow(steps: Steps, terms: Terms, root: number): number[] {
  const way: number[] = [];
  let { before } = terms;
  for (let from = steps[root] ?? []; from.length > 0; ) {
    const least = leastCost(from, before, terms);
    const step = from.find(({ cost, actor }) => cost + turn(before, actor) === least) as Step;
    way.push(step.instance);
    before = step.actor;
    from = step.target === END ? [] : (steps[step.target] ?? []);
  }
  return way;
}
