/**
 * The reference for what is recoverable: from each state in turn, everything that steps without faults lead to. As slow and as
 * plain as it can be written; it shares nothing with the search.
 */
import fc from 'fast-check';
import { instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import type { AlwaysProperty, Property, RecoverableProperty } from '../system/property.ts';
import { blockedBy, canonical, stepTo } from '../system/step.ts';
import { anyFaultyModel, anyGraph } from './faulty.ts';
import { normalForm } from './values.ts';

type Ask = (state: unknown) => boolean;

/**
 * The normal forms of the reachable states in which it is asked for, and from which it cannot come about; null if there are more
 * states than `most`.
 */
export function lostStates(
  model: Model,
  { holds, unless }: RecoverableProperty,
  most: number,
): ReadonlySet<string> | null {
  const states = allFrom(model, model.initial, () => true, most);
  if (states === null) return null;
  const lost = [...states].filter(([, state]) => {
    if (unless?.(state) === true) return false;
    const beyond = allFrom(model, [state], (fault) => !fault, most) ?? [];
    return ![...beyond].some(([, other]) => holds(other));
  });
  return new Set(lost.map(([form]) => form));
}

/** All states that these actions lead to, those included, by their normal forms. */
function allFrom(
  model: Model,
  starts: readonly unknown[],
  takes: (fault: boolean) => boolean,
  most: number,
): ReadonlyMap<string, unknown> | null {
  const instances = model.actions.filter(({ fault }) => takes(fault)).flatMap(instancesOf);
  const found = new Map<string, unknown>();
  const waiting = starts.map((state) => canonical(model.state, state));
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const form = normalForm(model.state, state);
    if (found.has(form)) continue;
    if (found.size === most) return null;
    found.set(form, state);
    for (const instance of instances)
      if (blockedBy(instance, state) === null) waiting.push(stepTo(model.state, instance, state));
  }
  return found;
}

/**
 * The same model with, in place of what is to be recoverable, the claim that no state is lost: by brute force. What the one search
 * finds when it is over, the other finds on its way. Null if there are more states than `most`.
 */
export function withLostNamed(model: Model, most: number): Model | null {
  const properties: Property[] = [];
  for (const property of model.properties) {
    const lost = isRecoverable(property) ? lostStates(model, property, most) : new Set();
    if (lost === null) return null;
    const { name, claim } = property;
    const holds: Ask = (state) => !lost.has(normalForm(model.state, state));
    const never: AlwaysProperty = { kind: 'always', name, claim, holds };
    properties.push(isRecoverable(property) ? never : property);
  }
  return { ...model, properties };
}

export function isRecoverable(property: Property): property is RecoverableProperty {
  return property.kind === 'recoverable';
}

/** A random model with faults, what holds in some of its states being what is to be recoverable. */
export const anyRecoverable: fc.Arbitrary<Model> = fc
  .oneof(anyFaultyModel(3), anyGraph())
  .map((model) => ({ ...model, properties: model.properties.map(recoverably) }));

/** As many of them come about in some states as in most; the second is asked for only where the first does not hold. */
function recoverably(property: Property, nth: number, all: readonly Property[]): Property {
  if (property.kind !== 'always' && property.kind !== 'sometimes') return property;
  const { name, claim, holds } = property;
  const rarely: Ask = (state) => !holds(state);
  const [first] = all;
  const isOfStates = first?.kind === 'always' || first?.kind === 'sometimes';
  return {
    kind: 'recoverable',
    name,
    claim,
    holds: nth % 2 === 0 ? rarely : holds,
    ...(nth > 0 && isOfStates ? { unless: (state: unknown): boolean => first.holds(state) } : {}),
  };
}
