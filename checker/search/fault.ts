/** Faults of a model: what it threw, or answered that it may not. */
import { DomainError } from '../schema/plain.ts';
import type { Instance } from '../system/instances.ts';
import type { Invalid } from './outcome.ts';
import { thrownText } from './place.ts';

/** A fault of the model; the trace to it is added by whoever can rebuild one. */
export type Fault = Omit<Invalid, 'trace'>;

/** Describes something that a model threw. */
export function faultOf(error: unknown, doing: string, instance: Instance | null): Fault {
  if (error instanceof DomainError) {
    return {
      message: `${doing} leaves the domain: ${error.message}`,
      instance,
      path: error.path,
      value: error.value,
    };
  }
  return {
    message: `${doing} threw ${thrownText(error)}`,
    instance,
    path: null,
    value: undefined,
  };
}

/** A fault that is not about one value. */
export function faultBecause(message: string, instance: Instance | null): Fault {
  return { message, instance, path: null, value: undefined };
}

/** What a model that is not a pure function of its state uses, as a rule. */
export const IMPURE_HINT = 'Does it use chance, a clock, or a variable that is not in the state?';

/** What to say of an answer that is neither true nor false. */
export function noAnswer(answer: unknown): string {
  return `answered ${String(answer)}; it must answer true or false`;
}

/**
 * What a property answered, if that is true or false. Judged by truthiness, one that forgets its `return` on a branch, or is
 * asynchronous, would hold wherever it should not.
 * @throws ModelFault otherwise.
 */
export function answered(answer: unknown, property: string, instance: Instance | null): boolean {
  if (typeof answer === 'boolean') return answer;
  throw new ModelFault(faultBecause(`property ${property} ${noAnswer(answer)}`, instance));
}

/** Carries a fault out of the middle of something. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}
