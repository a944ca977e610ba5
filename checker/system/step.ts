/**
 * One step the slow, plain way: guards and recipes on frozen states, under immer. Replays, traces and
 * tests use it, and the search is compared with it.
 */
import { freeze, Immer } from 'immer';
import { bagSorter } from '../schema/bags.ts';
import type { RecordSchema } from '../schema/kinds.ts';
import { type Layout, slotCount } from '../schema/layout.ts';
import { readSlots, writeSlots } from '../schema/plain.ts';
import type { Instance } from './instances.ts';

/**
 * A private instance: immer's own `setAutoFreeze` is global. Frozen is also what an effect puts into the state: one that
 * stores an object of the model's own and changes it afterwards throws, here or in the next step.
 */
const immer = new Immer({ autoFreeze: true, useStrictShallowCopy: false });

/**
 * Checks a plain state and returns a frozen copy in canonical form (bags sorted).
 * @throws DomainError when a component is outside its domain or not plain data.
 */
export function canonical(schema: RecordSchema, state: unknown): unknown {
  return freeze(readSlots(schema, slotsOf(schema, state)), true);
}

/** The slots of a plain state, in canonical form. */
export function slotsOf(schema: Layout['schema'], state: unknown): Int32Array {
  const slots = new Int32Array(slotCount(schema));
  writeSlots(schema, state, slots);
  bagSorter(schema)?.(slots);
  return slots;
}

/** The name of the first condition that does not hold, or null when the instance is enabled. */
export function blockedBy({ action, parameters }: Instance, state: unknown): string | null {
  return action.guard.find((condition) => !condition.holds(state, parameters))?.name ?? null;
}

/**
 * The state after an instance's effect, frozen and in canonical form. The guard is not asked.
 * @throws DomainError when the effect leaves a component outside its domain.
 */
export function stepTo(schema: RecordSchema, instance: Instance, state: unknown): unknown {
  return freeze(readSlots(schema, slotsAfterStep(schema, instance, state)), true);
}

/** The slots of that state, which are much less work. */
export function slotsAfterStep(
  schema: RecordSchema,
  { action, parameters }: Instance,
  state: unknown,
): Int32Array {
  const after = immer.produce(state, (draft: unknown) => {
    action.effect(draft, parameters);
  });
  return slotsOf(schema, after);
}
