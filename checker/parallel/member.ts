/**
 * One member of a team, and its part of a round: it expands a slice of the parents, looks up the successors
 * that fall to its part of the index, and stores and judges those that are new. Between the three all
 * members wait for each other.
 */
import type { Machine, StepObserver } from '../search/machine.ts';
import { offsetOf, place, type StateStore, segmentOf } from '../search/store.ts';
import type { Model } from '../system/model.ts';
import type { Property } from '../system/property.ts';
import { createPartition, enter, lookUp, type Partition, resize } from './partition.ts';
import {
  type Area,
  BASE,
  COUNT,
  DEADLOCK_AT,
  DEADLOCK_PARENT,
  END,
  FAULT_AT,
  FAULT_PARENT,
  FRESH,
  INDEX_BITS,
  JUDGE_FAULT_AT,
  MOST,
  OWNED,
  read,
  type Shared,
  sliceOf,
} from './shared.ts';

/** A property that is judged in each new state: always, or sometimes until it is seen. */
interface StateClaim {
  readonly nth: number;
  /** What it answers where there is nothing to report. */
  readonly usual: boolean;
  readonly holds: (state: object) => boolean;
}

export interface Member {
  readonly id: number;
  readonly shared: Shared;
  readonly area: Area;
  readonly machine: Machine;
  /** Its segments are shared; its index is that of one worker, and not used. */
  readonly store: StateStore;
  readonly partition: Partition;
  readonly stateClaims: readonly StateClaim[];
}

/** A machine whose successors go into an area, and that calls `observe` after each effect, if it is to. */
export type MakeMachine = (area: Area, observe: StepObserver | null) => Machine;

/** @throws SchemaError when the model's state cannot be packed. */
export function createMember(
  model: Model,
  shared: Shared,
  store: StateStore,
  id: number,
  makeMachine: MakeMachine,
): Member {
  const area = shared.areas[id];
  if (area === undefined) throw new RangeError(`there is no member ${id}`);
  const stepClaims = model.properties.flatMap((property, nth) => {
    const { kind } = property;
    return kind === 'step' || kind === 'sometimes-step' ? [{ property, nth }] : [];
  });
  const observe = (instance: number): void => {
    for (const { property, nth } of stepClaims) {
      if (read(shared.done, nth) === 1 || read(area.stepAt, nth) !== -1) continue;
      if (isUsualStep(machine, property, instance)) continue;
      area.stepAt[nth] = machine.batch.pending;
      area.stepInstance[nth] = instance;
    }
  };
  const machine: Machine = makeMachine(area, stepClaims.length > 0 ? observe : null);
  const stateClaims = model.properties.flatMap((property, nth) => {
    if (property.kind !== 'always' && property.kind !== 'sometimes') return [];
    const holds = (state: object): boolean => property.holds(state);
    return [{ nth, usual: property.kind === 'always', holds }];
  });
  const { capacity, areas } = shared;
  const partition = createPartition(id, areas.length, capacity * areas.length);
  return { id, shared, area, machine, store, partition, stateClaims };
}

function isUsualStep(machine: Machine, property: Property, instance: number): boolean {
  const taken = machine.instances[instance];
  if (taken === undefined || (property.kind !== 'step' && property.kind !== 'sometimes-step'))
    return true;
  const step = { name: taken.action.name, parameters: taken.parameters };
  const holds = property.holds(machine.loadedView, machine.view, step);
  return Boolean(holds) === (property.kind === 'step');
}

/** First: the successors of the member's slice. */
export function expandSlice({ id, shared, area, machine, store, partition }: Member): void {
  const [first, last] = sliceOf(shared, id);
  const { batch, enabled, model } = machine;
  const { tally } = area;
  const actions = enabled.length;
  tally.fill(-1);
  tally[OWNED] = partition.count;
  area.taken.fill(0);
  area.stepAt.fill(-1);
  area.stateAt.fill(-1);
  batch.pending = 0;
  let parent = first;
  for (; parent < last && batch.pending + machine.instances.length <= shared.capacity; parent++) {
    const before = batch.pending;
    machine.load(segmentOf(store, parent), offsetOf(store, parent));
    try {
      machine.expand(parent);
    } catch {
      // The first member tells the story, when it has heard of all that came before.
      tally[FAULT_PARENT] = parent;
      tally[FAULT_AT] = batch.pending;
      parent += 1;
      break;
    }
    for (let action = 0; action < actions; action++) {
      const times = read(enabled, action);
      area.enabled[(parent - first) * actions + action] = times;
      if (times > 0) area.taken[action] = read(area.taken, action) + 1;
    }
    if (batch.pending > before || model.deadlock === 'allowed' || tally[DEADLOCK_PARENT] !== -1)
      continue;
    tally[DEADLOCK_PARENT] = parent;
    tally[DEADLOCK_AT] = batch.pending;
  }
  tally[END] = parent;
  tally[COUNT] = batch.pending;
  area.fresh.fill(0, 0, batch.pending);
  for (let at = 0; at < batch.pending; at++)
    area.hashes[at] = store.code.hash(area.words, at * store.words);
  // From here on they are the area's; the batch of the first member is the search's own.
  batch.pending = 0;
}

/** Then: which of the successors that fall to it are new. */
export function lookUpOwn({ shared, area, partition, store }: Member): void {
  const { round, areas } = shared;
  const base = read(round, BASE);
  const bits = read(round, INDEX_BITS);
  if (partition.bits !== bits) resize(partition, store, base, bits);
  lookUp(partition, store, areas, base);
  area.tally[FRESH] = partition.fresh;
}

/** Last: new states get the numbers that one worker would have given them, are stored, and judged. */
export function settleOwn(member: Member): void {
  const { shared, area, partition } = member;
  const { areas, round } = shared;
  const most = read(round, MOST);
  let number = read(round, BASE);
  let position = 0;
  let nth = 0;
  for (let from = 0; from < areas.length; from++) {
    const { fresh, tally, hashes, words, parents } = areas[from] as Area;
    const count = read(tally, COUNT);
    for (let at = 0; at < count; at++) {
      if (fresh[at] === 0) continue;
      if (
        partition.freshArea[nth] === from &&
        partition.freshAt[nth] === at &&
        nth < partition.fresh
      ) {
        if (number < most) {
          enter(partition, nth, read(hashes, at), number);
          place(member.store, number, words, at, read(parents, at));
          if (read(area.tally, JUDGE_FAULT_AT) === -1)
            judge(member, words, at * member.store.words, position + at);
        }
        nth += 1;
      }
      number += 1;
    }
    position += count;
  }
}

function judge(
  { machine, stateClaims, shared, area }: Member,
  words: Int32Array,
  offset: number,
  position: number,
): void {
  let shown = false;
  for (const { nth, usual, holds } of stateClaims) {
    if (read(shared.done, nth) === 1 || read(area.stateAt, nth) !== -1) continue;
    if (!shown) machine.show(words, offset);
    shown = true;
    try {
      if (Boolean(holds(machine.view)) === usual) continue;
    } catch {
      area.tally[JUDGE_FAULT_AT] = position;
      return;
    }
    area.stateAt[nth] = position;
  }
}
