/** What is to be judged of a model, by how. */
import type { Model } from '../system/model.ts';
import type {
  AlwaysProperty,
  RecoverableProperty,
  SometimesProperty,
  SometimesStepProperty,
  StepProperty,
} from '../system/property.ts';

/** A model's properties; of those to be seen, the ones that nothing has satisfied yet. */
export interface Claims {
  readonly always: readonly AlwaysProperty[];
  readonly steps: readonly StepProperty[];
  unseen: readonly SometimesProperty[];
  unseenSteps: readonly SometimesStepProperty[];
  /** Judged when the whole space was visited. */
  recoverable: readonly RecoverableProperty[];
}

export function claimsOf({ properties }: Model): Claims {
  return {
    always: properties.filter((property) => property.kind === 'always'),
    steps: properties.filter((property) => property.kind === 'step'),
    unseen: properties.filter((property) => property.kind === 'sometimes'),
    unseenSteps: properties.filter((property) => property.kind === 'sometimes-step'),
    recoverable: properties.filter((property) => property.kind === 'recoverable'),
  };
}

/** Whether there is anything to look for in steps. */
export function judgesSteps({ properties }: Model): boolean {
  return properties.some(({ kind }) => kind === 'step' || kind === 'sometimes-step');
}
