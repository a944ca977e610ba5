/** Whether what a spec expects is something that a run of its model can find. */
import { type Expectation, hint, type Model, type Property } from '../../checker/index.ts';
import { isObject, type Refuse } from './fields.ts';

/** What can be said of each verdict, besides the verdict itself. */
const FIELDS: Readonly<Record<Expectation['verdict'], readonly string[]>> = {
  holds: ['distinct'],
  violated: ['property', 'steps', 'distinct'],
  deadlock: ['steps', 'distinct'],
  unreached: ['property', 'distinct'],
};

/**
 * Checks an expectation against the model that it is about. It needs a verdict, and the property that
 * is violated or unreached; numbers may be left out, and are then not compared.
 * @param field where the spec has it: `expect`, or `deep.expect`.
 */
export function checkExpectation(
  expect: unknown,
  field: string,
  model: Model,
  refuse: Refuse,
): void {
  if (!isObject(expect))
    return refuse(`it has no \`${field}\`; say for example expect: { verdict: 'holds' }`);
  const { verdict, property, ...numbers } = expect;
  if (!isVerdict(verdict))
    return refuse(
      `its ${field}.verdict is ${JSON.stringify(verdict)}; it is one of ${Object.keys(FIELDS).join(', ')}`,
    );
  const fields = FIELDS[verdict];
  const unknown = Object.keys(expect).find((name) => name !== 'verdict' && !fields.includes(name));
  if (unknown !== undefined)
    refuse(
      `its ${field} has '${unknown}'${hint(unknown, fields)} For ${verdict} it can have ${fields.join(', ')}`,
    );
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value)) refuse(`its ${field}.${name} must be a whole number`);
  }
  if (fields.includes('property')) checkProperty(property, field, verdict, model, refuse);
}

function isVerdict(verdict: unknown): verdict is Expectation['verdict'] {
  return typeof verdict === 'string' && Object.hasOwn(FIELDS, verdict);
}

function checkProperty(
  name: unknown,
  field: string,
  verdict: Expectation['verdict'],
  model: Model,
  refuse: Refuse,
): void {
  const known = model.properties.filter(
    ({ kind }) => isSometimes(kind) === (verdict === 'unreached'),
  );
  const names = known.map((property) => property.name);
  if (typeof name !== 'string')
    return refuse(`its ${field} must name the property that is ${verdict}: ${names.join(', ')}`);
  if (!names.includes(name))
    refuse(
      `${field}: it expects '${name}' to be ${verdict}, which its model does not claim${hint(name, names)}`,
    );
}

/** Whether a property asks to be seen rather than to hold everywhere. */
export function isSometimes(kind: Property['kind']): boolean {
  return kind === 'sometimes' || kind === 'sometimes-step';
}
