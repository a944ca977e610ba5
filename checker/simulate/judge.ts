/** Judges properties on a walk: in the states that an expansion has brought, and on the steps to them. */

import { stepOf, type Terrain } from '../paths/terrain.ts';
import { holdsIn, holdsOn } from '../search/ask.ts';
import type { Claims } from '../search/claims.ts';
import { type Fault, ModelFault } from '../search/fault.ts';
import type { Instance } from '../system/instances.ts';
import type { AlwaysProperty, SometimesStepProperty, StepProperty } from '../system/property.ts';

/** A step that violates a property, and the batch position of the state that it leads to. */
export interface BadStep {
  readonly property: StepProperty;
  readonly position: number;
}

/** The batch position at which a property is violated, or throws. */
export type Broken = { readonly position: number } & (
  | { readonly property: AlwaysProperty | StepProperty }
  | { readonly fault: Fault }
);

/** The first thing wrong with what an expansion has brought, a state before the step to it. */
export function firstBroken(
  claims: Claims,
  { machine }: Terrain,
  bad: readonly BadStep[],
): Broken | null {
  const { batch, layout } = machine;
  for (let position = 0; position < batch.pending; position++) {
    machine.show(batch.words, position * layout.words);
    try {
      const property =
        judgeState(claims, machine.view) ??
        bad.find((step) => step.position === position)?.property;
      if (property !== undefined) return { property, position };
    } catch (error) {
      if (!(error instanceof ModelFault)) throw error;
      return { fault: error.fault, position };
    }
  }
  return null;
}

/**
 * Judges the state that a view shows. Returns the first property that it violates.
 * @throws ModelFault when a property throws.
 */
export function judgeState(claims: Claims, view: object): AlwaysProperty | undefined {
  for (const property of claims.always) {
    if (!holdsIn(property, view)) return property;
  }
  for (const property of claims.unseen) {
    if (holdsIn(property, view))
      claims.unseen = claims.unseen.filter((other) => other !== property);
  }
  return undefined;
}

/**
 * Judges the step that an expansion has just taken; what is wrong with it is added to `bad`.
 * @throws ModelFault when a property throws.
 */
export function judgeStep(
  claims: Claims,
  terrain: Terrain,
  instance: number,
  bad: BadStep[],
): void {
  const { steps, unseenSteps } = claims;
  if (steps.length === 0 && unseenSteps.length === 0) return;
  const { machine } = terrain;
  const taken = machine.instances[instance] as Instance;
  const step = stepOf(terrain, instance);
  const holds = (property: StepProperty | SometimesStepProperty): boolean =>
    holdsOn(property, machine.loadedView, machine.view, step, taken);
  for (const property of unseenSteps) {
    if (holds(property))
      claims.unseenSteps = claims.unseenSteps.filter((other) => other !== property);
  }
  const property = steps.find((one) => !holds(one));
  if (property !== undefined) bad.push({ property, position: machine.batch.pending });
}
