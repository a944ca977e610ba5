/** Properties: what must be true of the reachable states, and what must be seen among them. */
import type { RecordSchema } from '../schema/kinds.ts';
import type { Value } from '../schema/value.ts';

/** An action with its parameters, as a step property and a trace name it. */
export interface Step {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

interface Named {
  readonly name: string;
  /** What it says, as one sentence. */
  readonly claim: string;
}

/** True of every reachable state. */
export interface AlwaysProperty<State = unknown> extends Named {
  readonly kind: 'always';
  holds(state: State): boolean;
  /** Why it does not hold here, with the values at fault. */
  because?(state: State): string;
}

/** True of every step between two reachable states. */
export interface StepProperty<State = unknown> extends Named {
  readonly kind: 'step';
  holds(before: State, after: State, step: Step): boolean;
  because?(before: State, after: State, step: Step): string;
}

/** True of some reachable state: shows that a model is not vacuous. */
export interface SometimesProperty<State = unknown> extends Named {
  readonly kind: 'sometimes';
  holds(state: State): boolean;
}

/** True of some step between two reachable states. */
export interface SometimesStepProperty<State = unknown> extends Named {
  readonly kind: 'sometimes-step';
  holds(before: State, after: State, step: Step): boolean;
}

/** Stands where a property's name does when no action is enabled at the end of a trace: no property can be called that. */
export const DEADLOCK = 'deadlock';

/** How a property can be judged. */
export const KINDS = ['always', 'step', 'sometimes', 'sometimes-step'] as const;

export type Property = AlwaysProperty | StepProperty | SometimesProperty | SometimesStepProperty;

type Definition<P> = Omit<P, 'kind' | 'name'>;

/** Returns the functions that define properties of states of this schema. */
export function propertiesOf<S extends RecordSchema>(_schema: S) {
  return {
    always: (name: string, definition: Definition<AlwaysProperty<Value<S>>>): Property =>
      ({ ...definition, kind: 'always', name }) as Property,
    step: (name: string, definition: Definition<StepProperty<Value<S>>>): Property =>
      ({ ...definition, kind: 'step', name }) as Property,
    sometimes: (name: string, definition: Definition<SometimesProperty<Value<S>>>): Property =>
      ({ ...definition, kind: 'sometimes', name }) as Property,
    sometimesStep: (
      name: string,
      definition: Definition<SometimesStepProperty<Value<S>>>,
    ): Property => ({ ...definition, kind: 'sometimes-step', name }) as Property,
  };
}
