/** Whether what a spec expects is something that a run of its model can find. */
import { type Expectation, hint, type Model, type Property } from '../../checker/index.ts';
import { isObject, type Refuse } from './fields.ts';

const VERDICTS = ['holds', 'violated', 'deadlock', 'unreached'];

/**
 * Checks an expectation against the model that it is about.
 * @param field where the spec has it: `expect`, or `deep.expect`.
 */
export function checkExpectation(
  expect: unknown,
  field: string,
  model: Model,
  refuse: Refuse,
): void {
  if (!isObject(expect))
    return refuse(
      `it has no \`${field}\`; say for example expect: { verdict: 'holds', distinct: 42 }`,
    );
  const { verdict, property, steps, distinct } = expect;
  if (typeof verdict !== 'string' || !VERDICTS.includes(verdict))
    return refuse(
      `its ${field}.verdict is ${JSON.stringify(verdict)}; it is one of ${VERDICTS.join(', ')}`,
    );
  for (const [name, value] of Object.entries({ steps, distinct })) {
    if (value !== undefined && !Number.isInteger(value))
      refuse(`its ${field}.${name} must be a whole number`);
  }
  if (verdict === 'violated' || verdict === 'unreached')
    checkProperty(String(property), field, verdict, model, refuse);
}

function checkProperty(
  name: string,
  field: string,
  verdict: Expectation['verdict'],
  model: Model,
  refuse: Refuse,
): void {
  const known = model.properties.filter(
    ({ kind }) => isSometimes(kind) === (verdict === 'unreached'),
  );
  const names = known.map((property) => property.name);
  if (!names.includes(name))
    refuse(
      `${field}: it expects '${name}' to be ${verdict}, which its model does not claim${hint(name, names)}`,
    );
}

/** Whether a property asks to be seen rather than to hold everywhere. */
export function isSometimes(kind: Property['kind']): boolean {
  return kind === 'sometimes' || kind === 'sometimes-step';
}
