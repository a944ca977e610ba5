/** What the properties of a model say of the state that its machine has loaded, and of a step from it. */
import type { Machine } from '../search/machine.ts';
import type { Instance } from '../system/instances.ts';
import type { Property, SometimesStepProperty, StepProperty } from '../system/property.ts';

/** A property that is asked about states. */
type OfStates = Exclude<Property, StepProperty | SometimesStepProperty>;

export function isOfStates(property: Property): property is OfStates {
  return property.kind !== 'step' && property.kind !== 'sometimes-step';
}

/** What a property says of a state, as a number: one that is to be recoverable also says whether it is asked for there. */
function answerIn(property: OfStates, state: object): number {
  const isExempt = property.kind === 'recoverable' && property.unless?.(state) === true;
  return (property.holds(state) ? 1 : 0) + (isExempt ? 2 : 0);
}

/** Of each property of states in turn. */
export function answersAboutState({ model, view }: Machine): number[] {
  return model.properties.filter(isOfStates).map((property) => answerIn(property, view));
}

/** Of each property in turn: about the step to the state in the slots, or about that state. */
export function answersAboutStep(machine: Machine, instance: Instance): number[] {
  const { model, loadedView, view } = machine;
  const step = { name: instance.action.name, parameters: instance.parameters };
  return model.properties.map((property) =>
    isOfStates(property)
      ? answerIn(property, view)
      : Number(property.holds(loadedView, view, step) === true),
  );
}
