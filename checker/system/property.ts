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

/**
 * From every reachable state, steps that are no faults lead to one of which it is true (in CTL: AG EF): whatever has happened,
 * it can come about again. Once no more faults happen it then does come about, if each step that is possible again and again
 * is taken at some time.
 */
export interface RecoverableProperty<State = unknown> extends Named {
  readonly kind: 'recoverable';
  holds(state: State): boolean;
  /** Where it is not asked for, such as where the bounds of the model leave no room for what it takes. It does not hold there by that. */
  unless?(state: State): boolean;
  /** What keeps it from coming about again, with the values, in a state from which it cannot. */
  because?(state: State): string;
}

/** Stands where a property's name does when no action is enabled at the end of a trace: no property can be called that. */
export const DEADLOCK = 'deadlock';

/** How a property can be judged. */
export const KINDS = ['always', 'step', 'sometimes', 'sometimes-step', 'recoverable'] as const;

export type Property =
  | AlwaysProperty
  | StepProperty
  | SometimesProperty
  | SometimesStepProperty
  | RecoverableProperty;

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
    recoverable: (name: string, definition: Definition<RecoverableProperty<Value<S>>>): Property =>
      ({ ...definition, kind: 'recoverable', name }) as Property,
  };
}
