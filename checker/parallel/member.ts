/**
 * One member of a team, and its part of a phase: it looks up the successors of one round that fall to it, settles
 * its part of the round before, and expands slices of the one after as long as there are any. So nobody waits
 * for a member that is slower: the others take more slices. Only at the end of a phase do all wait for each other.
 */
import { claimsOf } from '../search/claims.ts';
import { type Conjunction, conjunctionOf } from '../search/conjunction.ts';
import type { Machine, StepObserver } from '../search/machine.ts';
import type { StateStore } from '../store/store.ts';
import type { Model } from '../system/model.ts';
import type { Property } from '../system/property.ts';
import { expandSlices } from './expand.ts';
import { createPartition, freshIn, lookUp, type Partition, resize } from './partition.ts';
import { createRouter, type Router } from './route.ts';
import { settleOwn } from './settle.ts';
import {
  BASE,
  EXPAND,
  FRESH,
  INDEX_BITS,
  LOOK_UP,
  noteFound,
  type Round,
  read,
  SETTLE,
  type Shared,
  THREW,
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
  readonly machine: Machine;
  /** Its segments are shared; its index is that of one worker, and not used. */
  readonly store: StateStore;
  readonly partition: Partition;
  readonly router: Router;
  /** By action: in how many parents of the slice at hand it was enabled. */
  readonly taken: Int32Array;
  readonly stateClaims: readonly StateClaim[];
  /** Those of them that always hold, at once. */
  readonly holdAll: Conjunction;
  /** The slice that it is expanding, and where that begins. */
  readonly at: Whereabouts;
}

export interface Whereabouts {
  round: Round;
  slice: number;
  start: number;
}

/** A machine that calls `observe` after each effect, if it is to. */
export type MakeMachine = (observe: StepObserver | null) => Machine;

/** @throws SchemaError when the model's state cannot be packed. */
export function createMember(
  model: Model,
  shared: Shared,
  store: StateStore,
  id: number,
  makeMachine: MakeMachine,
): Member {
  const { members, stride } = shared;
  const at: Whereabouts = { round: roundAt(shared, 0), slice: 0, start: 0 };
  const stepClaims = model.properties.flatMap((property, nth) => {
    const { kind } = property;
    return kind === 'step' || kind === 'sometimes-step' ? [{ property, nth }] : [];
  });
  const observe = (instance: number): void => {
    const { round, slice, start } = at;
    for (const { property, nth } of stepClaims) {
      const entry = slice * model.properties.length + nth;
      if (read(shared.done, nth) === 1 || read(round.stepAt, entry) !== -1) continue;
      const found = findingOf(machine, property, instance);
      if (found === null) continue;
      round.stepAt[entry] = machine.batch.pending - start;
      round.stepInstance[entry] = found;
    }
  };
  const machine: Machine = makeMachine(stepClaims.length > 0 ? observe : null);
  const stateClaims = model.properties.flatMap((property, nth) => {
    if (property.kind !== 'always' && property.kind !== 'sometimes') return [];
    const holds = (state: object): boolean => property.holds(state);
    return [{ nth, usual: property.kind === 'always', holds }];
  });
  const holdAll = conjunctionOf(claimsOf(model).always, machine.view);
  const partition = createPartition(id, members, shared);
  const router = createRouter(members, stride);
  const taken = new Int32Array(model.actions.length);
  return { id, shared, machine, store, partition, router, taken, stateClaims, holdAll, at };
}

/** The instance whose step there is something to say of, THREW where the property throws, or null. */
function findingOf(machine: Machine, property: Property, instance: number): number | null {
  const taken = machine.instances[instance];
  if (taken === undefined || (property.kind !== 'step' && property.kind !== 'sometimes-step'))
    return null;
  const step = { name: taken.action.name, parameters: taken.parameters };
  try {
    const holds = property.holds(machine.loadedView, machine.view, step);
    return Boolean(holds) === (property.kind === 'step') ? null : instance;
  } catch {
    return THREW;
  }
}

function roundAt({ rounds }: Shared, nth: number): Round {
  const round = rounds[nth];
  if (round === undefined) throw new RangeError(`there is no round ${nth}`);
  return round;
}

/**
 * Does a member's part of a phase.
 * @param slices how many it expands at most
 */
export function doPhase(member: Member, slices = Number.POSITIVE_INFINITY): void {
  const { shared } = member;
  const planned = (entry: number): Round | null => {
    const nth = read(shared.plan, entry);
    return nth === -1 ? null : roundAt(shared, nth);
  };
  const settling = planned(SETTLE);
  const lookingUp = planned(LOOK_UP);
  const expanding = planned(EXPAND);
  if (lookingUp !== null) lookUpOwn(member, lookingUp, settling);
  if (settling !== null) settleOwn(member, settling);
  if (expanding !== null) expandSlices(member, expanding, slices);
}

/** Which of the successors that fall to it are new. */
function lookUpOwn(
  { id, shared, partition, store }: Member,
  round: Round,
  unsettled: Round | null,
): void {
  const bits = read(shared.plan, INDEX_BITS);
  if (partition.bits !== bits) resize(partition, store, read(round.header, BASE), bits);
  lookUp(partition, store, shared, round, unsettled);
  noteFound(round, id, FRESH, freshIn(partition, round).count);
  shared.owned[id] = partition.count;
}
