/** What the properties of a model say of the state that its machine has loaded, and of a step from it. */
import type { Machine } from '../search/machine.ts';
import type { Instance } from '../system/instances.ts';
import type { AlwaysProperty, Property, SometimesProperty } from '../system/property.ts';

export function isOfStates(property: Property): property is AlwaysProperty | SometimesProperty {
  return property.kind === 'always' || property.kind === 'sometimes';
}

/** Of each property of states in turn. */
export function answersAboutState({ model, view }: Machine): boolean[] {
  return model.properties.filter(isOfStates).map((property) => property.holds(view));
}

/** Of each property in turn: about the step to the state in the slots, or about that state. */
export function answersAboutStep(machine: Machine, instance: Instance): boolean[] {
  const { model, loadedView, view } = machine;
  const step = { name: instance.action.name, parameters: instance.parameters };
  return model.properties.map((property) =>
    isOfStates(property) ? property.holds(view) : property.holds(loadedView, view, step),
  );
}
