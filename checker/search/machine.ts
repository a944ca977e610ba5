/** A model made ready to run: slots, views over them, the packed codec and the generated drivers. */
import { bagSorter } from '../schema/bags.ts';
import { codecOf } from '../schema/codec.ts';
import { type Layout, layoutOf } from '../schema/layout.ts';
import { viewOf } from '../schema/views.ts';
import { type Instance, instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import { driverOf } from './driver.ts';
import { type Batch, createBatch } from './store.ts';

/** Typed arrays of 64 bytes or less live in V8's moving heap, where generated code is slower. */
const FEWEST_SLOTS = 32;
/** Successors that wait for the store together: enough that cache misses overlap. */
const BATCH = 512;

export interface Machine {
  readonly model: Model;
  readonly layout: Layout;
  /** Every action instance, in the order of the model's actions. */
  readonly instances: readonly Instance[];
  /** The slots that the views read and write. */
  readonly slots: Int32Array;
  /** The state in the slots. */
  readonly view: object;
  /** The state that was loaded last, whatever an effect has done to `view` since. */
  readonly loadedView: object;
  /** Successors that wait to be added to the store. */
  readonly batch: Batch;
  readonly pending: () => number;
  readonly batchIsFull: () => boolean;
  readonly clearBatch: () => void;
  /** Adds the state in the slots to the batch. */
  readonly push: (parent: number) => void;
  /** Unpacks a state into the slots. */
  readonly load: (words: Int32Array, offset: number) => void;
  /** Puts the loaded state back. */
  readonly restore: () => void;
  /** Packs the slots into `words`, bags in canonical order. */
  readonly pack: (words: Int32Array, offset: number) => void;
  /** Runs every enabled instance on the loaded state; puts the successors into the batch. */
  readonly expand: (parent: number) => void;
}

/** Called after each effect, before the state is put back, with the instance's number. */
export type StepObserver = (instance: number) => void;

/** @throws SchemaError when the model's state cannot be packed. */
export function createMachine(model: Model, observe: StepObserver | null): Machine {
  const layout = layoutOf(model.state);
  const codec = codecOf(layout);
  const sortBags = bagSorter(model.state);
  const slotTotal = Math.max(FEWEST_SLOTS, layout.largest.length);
  const slots = new Int32Array(slotTotal);
  const loaded = new Int32Array(slotTotal);
  const view = viewOf(model.state, slots);
  const instances = model.actions.flatMap(instancesOf);
  const batch = createBatch(layout.words, BATCH + instances.length);
  const { words } = layout;
  let pending = 0;
  let current = -1;

  const restore = (): void => {
    for (let slot = 0; slot < slotTotal; slot++) slots[slot] = loaded[slot] as number;
  };
  const pack = (to: Int32Array, offset: number): void => {
    if (sortBags !== null) sortBags(slots);
    codec.pack(slots, to, offset);
  };
  const push = (parent: number): void => {
    pack(batch.words, pending * words);
    batch.parents[pending] = parent;
    pending += 1;
  };
  const emit = (): void => {
    push(current);
    restore();
  };
  let first = 0;
  const drivers = model.actions.map((action) => {
    const start = first;
    first += instancesOf(action).length;
    if (observe === null) return driverOf(action, view, emit);
    return driverOf(action, view, (instance) => {
      observe(start + instance);
      emit();
    });
  });
  return {
    model,
    layout,
    instances,
    slots,
    view,
    loadedView: viewOf(model.state, loaded),
    batch,
    pending: () => pending,
    batchIsFull: () => pending >= BATCH,
    clearBatch: () => {
      pending = 0;
    },
    push,
    load: (from, offset) => {
      codec.unpack(from, offset, loaded);
      restore();
    },
    restore,
    pack,
    expand: (parent) => {
      current = parent;
      for (const drive of drivers) drive();
    },
  };
}
