/** Asks properties: what throws, and what answers neither true nor false, is the model's fault. */
import type { Instance } from '../system/instances.ts';
import type {
  AlwaysProperty,
  RecoverableProperty,
  SometimesProperty,
  SometimesStepProperty,
  Step,
  StepProperty,
} from '../system/property.ts';
import { answered, faultBecause, faultOf, ModelFault, noAnswer } from './fault.ts';

/**
 * What a property says of a state.
 * @throws ModelFault when it throws or does not say.
 */
export function holdsIn(
  property: AlwaysProperty | SometimesProperty | RecoverableProperty,
  state: object,
): boolean {
  let answer: unknown;
  try {
    answer = property.holds(state);
  } catch (error) {
    throw new ModelFault(faultOf(error, `property ${property.name}`, null));
  }
  return answered(answer, property.name, null);
}

/**
 * What a property says of a step.
 * @param taken the instance that the step took, as faults name it
 * @throws ModelFault when it throws or does not say.
 */
export function holdsOn(
  property: StepProperty | SometimesStepProperty,
  before: object,
  after: object,
  step: Step,
  taken: Instance,
): boolean {
  let answer: unknown;
  try {
    answer = property.holds(before, after, step);
  } catch (error) {
    throw new ModelFault(faultOf(error, `property ${property.name}`, taken));
  }
  return answered(answer, property.name, taken);
}

/**
 * Whether a property that is to be recoverable is not asked for in a state.
 * @throws ModelFault when it throws or does not say.
 */
export function isExempt(property: RecoverableProperty, state: unknown): boolean {
  if (property.unless === undefined) return false;
  const asked = `'unless' of property ${property.name}`;
  let answer: unknown;
  try {
    answer = property.unless(state);
  } catch (error) {
    throw new ModelFault(faultOf(error, asked, null));
  }
  if (typeof answer === 'boolean') return answer;
  throw new ModelFault(faultBecause(`${asked} ${noAnswer(answer)}`, null));
}
