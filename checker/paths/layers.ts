/**
 * The states around a path: from its start, or from a state on it, layer by layer all that are as far away as the
 * path goes, and how they lead from each layer to the next.
 */
import { addAll, findState } from '../store/add.ts';
import { createStore, offsetOf, type StateStore, segmentOf } from '../store/store.ts';
import { breaksStep } from './reduce.ts';
import type { Ground, Sought } from './terrain.ts';

/** In place of a state: a path ends with this step, for it is what is sought. */
export const END = -1;

export interface Surroundings {
  readonly store: StateStore;
  /** By layer: its first state. The roots are the first layer. */
  readonly starts: number[];
  /** Where steps lead to: a state of the next layer, or END. */
  readonly targets: number[];
  /** By state that was expanded: its first target. They end where those of the next state begin. */
  readonly firstTarget: number[];
  /** States of the last layer in which nothing is enabled, if that is sought. */
  readonly stuck: Set<number>;
}

/** States that are stored at most, of those that may be expanded: some that are found never are. */
const STORED = 8;

/** How far to look. */
export interface Reach {
  /** So many layers beyond the first: a step into the last one, or nothing enabled there, may be what is sought. */
  readonly layers: number;
  /** No more expanded states than this, and `STORED` times as many found: layers are explored whole, or not. */
  readonly most: number;
}

/**
 * Explores layer by layer.
 * @param roots the states of the first layer, packed
 * @throws whatever the model throws
 */
export function explore(
  ground: Ground,
  roots: readonly Int32Array[],
  sought: Sought,
  { layers, most }: Reach,
): Surroundings {
  const surroundings = surroundingsOf(ground, roots, STORED * most);
  const { store, starts, stuck } = surroundings;
  for (let layer = 0; layer < layers && store.count <= most; layer++) {
    const [from, end] = [starts[layer] as number, store.count];
    const ending = layer === layers - 1 && sought?.kind === 'step' ? sought : null;
    starts.push(end);
    for (let state = from; state < end && store.shortage === null; state++) {
      if (ending === null) noteTargets(ground, surroundings, state, end);
      else noteEnd(ground, surroundings, state, ending);
    }
    if (store.shortage === null) continue;
    forgetLayer(surroundings);
    return surroundings;
  }
  if (sought !== null || starts.length <= layers || store.count > most) return surroundings;
  for (let state = starts[layers] as number; state < store.count; state++)
    if (expandStored(ground, store, state) === 0) stuck.add(state);
  return surroundings;
}

/** The last layer was not found whole: what is before it counts. */
function forgetLayer({ starts, firstTarget, targets }: Surroundings): void {
  starts.pop();
  const last = starts.at(-1) as number;
  targets.length = firstTarget[last] ?? targets.length;
  firstTarget.length = last;
}

function surroundingsOf(
  { machine }: Ground,
  roots: readonly Int32Array[],
  most: number,
): Surroundings {
  const store = createStore(
    machine.layout.words,
    Math.max(most, roots.length),
    Number.POSITIVE_INFINITY,
  );
  machine.batch.pending = 0;
  for (const root of roots) {
    machine.show(root, 0);
    machine.push(-1);
    addAll(store, machine.batch);
    machine.batch.pending = 0;
  }
  return { store, starts: [0], targets: [], firstTarget: [], stuck: new Set() };
}

/** Notes which states of the next layer, whose first one has the number `next`, the steps from a state lead to. */
function noteTargets(
  ground: Ground,
  { store, targets, firstTarget }: Surroundings,
  state: number,
  next: number,
): void {
  const { batch, layout } = ground.machine;
  firstTarget.push(targets.length);
  const successors = expandStored(ground, store, state);
  batch.pending = successors;
  addAll(store, batch);
  batch.pending = 0;
  for (let position = 0; position < successors; position++) {
    const target = findState(store, batch.words, position * layout.words);
    if (target >= next) targets.push(target);
  }
}

/** Notes whether a step from a state breaks the property. */
function noteEnd(
  ground: Ground,
  { store, targets, firstTarget }: Surroundings,
  state: number,
  sought: Extract<Sought, { readonly kind: 'step' }>,
): void {
  firstTarget.push(targets.length);
  let isEnd = false;
  ground.onStep = (instance) => {
    isEnd ||= breaksStep(ground, sought, instance);
  };
  try {
    expandStored(ground, store, state);
  } finally {
    ground.onStep = null;
  }
  if (isEnd) targets.push(END);
}

/** Returns how many successors a state has: they are in the batch, which counts as empty. */
export function expandStored({ machine }: Ground, store: StateStore, state: number): number {
  const { batch } = machine;
  batch.pending = 0;
  machine.load(segmentOf(store, state), offsetOf(store, state));
  try {
    machine.expand(state);
    return batch.pending;
  } finally {
    batch.pending = 0;
  }
}
