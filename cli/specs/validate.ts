/** Whether what a spec file exports is a spec, said so that its author can put it right. */
import {
  type ConstantRange,
  type Expectation,
  type Model,
  type Property,
  resolveConstants,
  type Spec,
} from '../../checker/index.ts';
import { messageOf, UsageError } from '../errors.ts';
import { hint } from '../nearest.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks the default export of a spec file, and builds its model once at the default constants.
 * @throws UsageError that names the file and what is wrong with it.
 */
export function validateSpec(exported: unknown, file: string): Spec {
  const refuse = (why: string): never => {
    throw new UsageError(`spec file ${file}: ${why}`);
  };
  if (exported === undefined)
    refuse('it has no default export; end it with `export default defineSpec({ ... })`');
  if (!isObject(exported))
    return refuse('its default export is not a spec; export what defineSpec({ ... }) returns');
  for (const field of ['name', 'title', 'about']) {
    if (typeof exported[field] !== 'string')
      refuse(`its default export is not a spec: \`${field}\` must be a text`);
  }
  const { tags, constants, build, expect } = exported;
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === 'string'))
    refuse('its `tags` must be a list of texts; it may be empty');
  if (!isObject(constants)) return refuse('its `constants` must be an object of ranges');
  for (const [name, range] of Object.entries(constants)) checkRange(name, range, refuse);
  if (typeof build !== 'function')
    refuse('its `build` must be a function from constants to a model');
  const spec = exported as unknown as Spec;
  checkExpectation(expect, defaultModel(spec, refuse), refuse);
  return spec;
}

/**
 * Builds a spec's model.
 * @throws UsageError when its `build` throws or returns something else.
 */
export function buildModel(spec: Spec, constants: Readonly<Record<string, number>>): Model {
  let model: unknown;
  try {
    model = spec.build(constants);
  } catch (error) {
    throw new UsageError(
      `spec ${spec.name} cannot build its model with ${JSON.stringify(constants)}: ${messageOf(error)}`,
    );
  }
  const { properties, actions } = isObject(model) ? model : {};
  if (Array.isArray(properties) && Array.isArray(actions)) return model as Model;
  throw new UsageError(`the \`build\` of spec ${spec.name} must return what defineModel() returns`);
}

function defaultModel(spec: Spec, refuse: (why: string) => never): Model {
  try {
    return buildModel(spec, resolveConstants(spec.constants));
  } catch (error) {
    return refuse(messageOf(error));
  }
}

function checkRange(name: string, range: unknown, refuse: (why: string) => never): void {
  if (!isObject(range)) return refuse(`constant ${name} must have { default, min, max, about }`);
  const { default: value, min, max } = range as unknown as ConstantRange;
  if (![value, min, max].every(Number.isInteger) || value < min || value > max)
    refuse(`constant ${name} needs whole numbers with min <= default <= max`);
}

const VERDICTS = ['holds', 'violated', 'deadlock', 'unreached'];

function checkExpectation(expect: unknown, model: Model, refuse: (why: string) => never): void {
  if (!isObject(expect))
    return refuse("it has no `expect`; say for example expect: { verdict: 'holds', distinct: 42 }");
  const { verdict, property, steps, distinct } = expect;
  if (typeof verdict !== 'string' || !VERDICTS.includes(verdict))
    return refuse(
      `its expect.verdict is ${JSON.stringify(verdict)}; it is one of ${VERDICTS.join(', ')}`,
    );
  for (const [field, value] of Object.entries({ steps, distinct })) {
    if (value !== undefined && !Number.isInteger(value))
      refuse(`its expect.${field} must be a whole number`);
  }
  if (verdict === 'violated' || verdict === 'unreached')
    checkProperty(String(property), verdict, model, refuse);
}

function checkProperty(
  name: string,
  verdict: Expectation['verdict'],
  model: Model,
  refuse: (why: string) => never,
): void {
  const known = model.properties.filter(
    ({ kind }) => isSometimes(kind) === (verdict === 'unreached'),
  );
  const names = known.map((property) => property.name);
  if (!names.includes(name))
    refuse(
      `it expects '${name}' to be ${verdict}, which its model does not claim${hint(name, names)}`,
    );
}

/** Whether a property asks to be seen rather than to hold everywhere. */
export function isSometimes(kind: Property['kind']): boolean {
  return kind === 'sometimes' || kind === 'sometimes-step';
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
