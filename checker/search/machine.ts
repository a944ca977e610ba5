/** A model made ready to run: slots, views over them, the packed codec and the generated drivers. */
import { bagSorter } from '../schema/bags.ts';
import { codecOf, generate } from '../schema/codec.ts';
import { type Layout, layoutOf } from '../schema/layout.ts';
import type { Refusal } from '../schema/viewKit.ts';
import { viewOf } from '../schema/views.ts';
import { type Batch, createBatch } from '../store/batch.ts';
import { type Symmetry, symmetryOf } from '../symmetry/canonical.ts';
import { type Instance, instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import { type Driver, driverOf } from './driver.ts';

/** Typed arrays of 64 bytes or less live in V8's moving heap, where generated code is slower. */
const FEWEST_SLOTS = 32;
/** Successors that wait for the store together: enough that cache misses overlap. */
const BATCH = 512;

export interface Machine {
  readonly model: Model;
  /** Null without symmetry reduction. */
  readonly symmetry: Symmetry | null;
  readonly layout: Layout;
  /** Every action instance, in the order of the model's actions. */
  readonly instances: readonly Instance[];
  /** The slots that the views read and write. */
  readonly slots: Int32Array;
  /** The state in the slots. */
  readonly view: object;
  /** The state that was loaded last, whatever an effect has done to `view` since. */
  readonly loadedView: object;
  /** Why `view` has refused something last. To expand a state throws that also where the model has caught it. */
  readonly refusal: Refusal;
  readonly batch: Batch;
  /** Unpacks a state into the slots, to read it. */
  readonly show: (words: Int32Array, offset: number) => void;
  /** Unpacks a state into the slots, to run effects on it. */
  readonly load: (words: Int32Array, offset: number) => void;
  /** The same with a state that is not packed. */
  readonly loadSlots: (row: Int32Array) => void;
  /** Puts the loaded state back. */
  readonly restore: () => void;
  /** Sorts the bags of the state in the slots. */
  readonly tidy: () => void;
  /** Packs the state in the slots in canonical form: bags sorted, and renamed if there is symmetry. */
  readonly pack: (words: Int32Array, offset: number) => void;
  /** Adds the state in the slots to the batch, as a successor of `parent`. */
  readonly push: (parent: number) => void;
  /** Runs every enabled instance on the loaded state, and adds its successors to the batch. */
  readonly expand: (parent: number) => void;
  /** The same with these actions alone. */
  readonly expandBy: (parent: number, actions: readonly number[]) => void;
  /** By action: how many of its instances were enabled in the state expanded last; -1 if it was not asked. */
  readonly enabled: Int32Array;
}

/** In `enabled`: the action was not asked. */
const NOT_ASKED = -1;

/** Whether the batch should go to the store before another state is expanded. */
export function batchIsFull({ batch }: Machine): boolean {
  return batch.pending >= BATCH;
}

/** Called after each effect, before the state is put back, with the instance's number. */
export type StepObserver = (instance: number) => void;

/**
 * Prepares a model to be run, with symmetry reduction or without.
 * @throws SchemaError when its state cannot be packed, or there is nothing or too much to rename.
 */
export function createMachine(
  model: Model,
  observe: StepObserver | null,
  symmetric = false,
): Machine {
  const layout = layoutOf(model.state);
  const symmetry = symmetric ? symmetryOf(model.state) : null;
  const { pack, unpack } = codecOf(layout);
  const sortBags = bagSorter(model.state);
  const slotTotal = Math.max(FEWEST_SLOTS, layout.largest.length);
  const slots = new Int32Array(slotTotal);
  const loaded = new Int32Array(slotTotal);
  const instances = model.actions.flatMap(instancesOf);
  const restore = copier(layout.largest.length, loaded, slots);
  const refusal: Refusal = { error: null };
  const view = viewOf(model.state, slots, refusal);
  const batch = createBatch(layout.words, BATCH + instances.length);
  const tidy = (): void => {
    if (sortBags !== null) sortBags(slots);
  };
  const packTidy = (words: Int32Array, offset: number): void => {
    tidy();
    pack(slots, words, offset);
  };
  const packInto =
    symmetry === null
      ? packTidy
      : (words: Int32Array, offset: number): void =>
          pack(symmetry.canonicalOf(slots), words, offset);
  const push = (parent: number): void => {
    packInto(batch.words, batch.pending * layout.words);
    batch.parents[batch.pending] = parent;
    batch.pending += 1;
  };
  let expanded = -1;
  const emit = (): void => {
    push(expanded);
    restore();
  };
  const enabled = new Int32Array(model.actions.length);
  const drivers = driversOf(model, view, emit, observe, tidy);
  const drive = (action: number): void => {
    const before = batch.pending;
    (drivers[action] as Driver)();
    enabled[action] = batch.pending - before;
  };
  return {
    model,
    symmetry,
    layout,
    instances,
    slots,
    view,
    loadedView: viewOf(model.state, loaded),
    refusal,
    batch,
    show: (words, offset) => unpack(words, offset, slots),
    load: (words, offset) => {
      unpack(words, offset, loaded);
      restore();
    },
    loadSlots: (row) => {
      loaded.set(row);
      restore();
    },
    restore,
    tidy,
    pack: packInto,
    push,
    enabled,
    expand: (parent) => {
      expanded = parent;
      refusal.error = null;
      for (let action = 0; action < drivers.length; action++) drive(action);
      if (refusal.error !== null) throw refusal.error;
    },
    expandBy: (parent, actions) => {
      expanded = parent;
      refusal.error = null;
      enabled.fill(NOT_ASKED);
      for (const action of actions) drive(action);
      if (refusal.error !== null) throw refusal.error;
    },
  };
}

function driversOf(
  model: Model,
  view: object,
  emit: () => void,
  observe: StepObserver | null,
  tidy: () => void,
): Driver[] {
  let first = 0;
  return model.actions.map((action) => {
    const start = first;
    first += instancesOf(action).length;
    if (observe === null) return driverOf(action, view, emit);
    return driverOf(action, view, (instance) => {
      tidy();
      observe(start + instance);
      emit();
    });
  });
}

/** Straight-line code that copies `count` numbers from one row of slots to another. */
function copier(count: number, from: Int32Array, to: Int32Array): () => void {
  const lines = Array.from({ length: count }, (_, slot) => `to[${slot}] = from[${slot}];`);
  const make = generate(
    ['givenFrom', 'givenTo'],
    ['const from = givenFrom, to = givenTo;', `return function restore() { ${lines.join(' ')} };`],
  ) as (from: Int32Array, to: Int32Array) => () => void;
  return make(from, to);
}
