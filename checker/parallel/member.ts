/** One member of a team, and its part of a phase. */
import { claimsOf } from '../search/claims.ts';
import { type Conjunction, conjunctionOf } from '../search/conjunction.ts';
import type { Machine, StepObserver } from '../search/machine.ts';
import type { StateStore } from '../store/store.ts';
import type { Model } from '../system/model.ts';
import type { Property } from '../system/property.ts';
import type { Claimant, OpenSlice } from './claim.ts';
import { clearPart, enterPart } from './enlarge.ts';
import { expandSlices } from './expand.ts';
import { settleOwn } from './settle.ts';
import {
  BASE,
  CLEAR,
  ENTER,
  EXPAND,
  PRESENT,
  read,
  SETTLE,
  type Shared,
  TASK,
  THREW,
} from './shared.ts';

/** A property that is judged in each new state: always, or sometimes until it is seen. */
interface StateClaim {
  readonly nth: number;
  /** What it answers where there is nothing to report. */
  readonly usual: boolean;
  readonly holds: (state: object) => boolean;
}

export interface Member extends Claimant {
  readonly id: number;
  readonly machine: Machine;
  /** By action: in how many parents of the slice at hand it was enabled. */
  readonly taken: Int32Array;
  readonly stateClaims: readonly StateClaim[];
  /** Those of them that always hold, at once. */
  readonly holdAll: Conjunction;
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
  const { round } = shared;
  const slice: OpenSlice = { nth: 0, parent: 0, found: 0, claimed: 0, digest: 0 };
  const stepClaims = model.properties.flatMap((property, nth) => {
    const { kind } = property;
    return kind === 'step' || kind === 'sometimes-step' ? [{ property, nth }] : [];
  });
  const observe = (instance: number): void => {
    for (const { property, nth } of stepClaims) {
      const entry = slice.nth * model.properties.length + nth;
      if (read(shared.done, nth) === 1 || read(round.stepAt, entry) !== -1) continue;
      const found = findingOf(machine, property, instance);
      if (found === null) continue;
      round.stepAt[entry] = slice.found + machine.batch.pending;
      round.stepInstance[entry] = found;
      round.stepParent[entry] = slice.parent;
    }
  };
  const machine: Machine = makeMachine(stepClaims.length > 0 ? observe : null);
  const stateClaims = model.properties.flatMap((property, nth) => {
    if (property.kind !== 'always' && property.kind !== 'sometimes') return [];
    const holds = (state: object): boolean => property.holds(state);
    return [{ nth, usual: property.kind === 'always', holds }];
  });
  const holdAll = conjunctionOf(claimsOf(model).always, machine.view);
  const taken = new Int32Array(model.actions.length);
  return { id, shared, machine, store, slice, taken, stateClaims, holdAll };
}

/** The instance whose step there is something to say of, THREW where the property throws or gives no answer, or null. */
function findingOf(machine: Machine, property: Property, instance: number): number | null {
  const taken = machine.instances[instance];
  if (taken === undefined || (property.kind !== 'step' && property.kind !== 'sometimes-step'))
    return null;
  const step = { name: taken.action.name, parameters: taken.parameters };
  try {
    const holds: unknown = property.holds(machine.loadedView, machine.view, step);
    if (typeof holds !== 'boolean') return THREW;
    return holds === (property.kind === 'step') ? null : instance;
  } catch {
    return THREW;
  }
}

/** Does a member's part of the phase that is planned. */
export function doPhase(member: Member): void {
  const { id, shared, store } = member;
  const { plan, round } = shared;
  const present = read(plan, PRESENT);
  switch (read(plan, TASK)) {
    case EXPAND:
      return expandSlices(member);
    case SETTLE:
      return settleOwn(member);
    case CLEAR:
      return clearPart(store, id, present);
    case ENTER:
      return enterPart(store, id, present, read(round.header, BASE));
  }
}
