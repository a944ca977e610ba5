/** Whether what a spec file exports is a spec, said so that its author can put it right. */
import {
  type ConstantRange,
  type Constants,
  checkModel,
  type Model,
  resolveConstants,
  type Spec,
  unknownPart,
} from '../../checker/index.ts';
import { messageOf, UsageError } from '../errors.ts';
import { thrownMessage } from '../thrown.ts';
import { checkExpectation } from './expectation.ts';
import { isObject, type Refuse } from './fields.ts';

const PARTS: readonly (keyof Spec)[] = [
  'name',
  'title',
  'about',
  'tags',
  'constants',
  'build',
  'expect',
  'deep',
  'symmetry',
];

/**
 * Checks the default export of a spec file, and builds its model once at each of its profiles' constants.
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
  const unknown = unknownPart(exported, PARTS);
  if (unknown !== null) refuse(`it ${unknown}`);
  const { tags, constants, build, expect, deep, symmetry } = exported;
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === 'string'))
    refuse('its `tags` must be a list of texts; it may be empty');
  if (!isObject(constants)) return refuse('its `constants` must be an object of ranges');
  for (const [name, range] of Object.entries(constants)) checkRange(name, range, refuse);
  if (symmetry !== undefined && typeof symmetry !== 'boolean')
    refuse('its `symmetry` must be true or false; it may be left out');
  if (typeof build !== 'function')
    refuse('its `build` must be a function from constants to a model');
  const spec = exported as unknown as Spec;
  checkExpectation(expect, 'expect', modelAt(spec, {}, refuse), refuse);
  if (deep !== undefined) checkDeep(deep, spec, refuse);
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
    const values = Object.entries(constants).map(([name, value]) => `${name} ${value}`);
    throw new UsageError(
      `spec ${spec.name} cannot build its model: ${thrownMessage(error)}\nwith ${values.join(', ')}`,
    );
  }
  if (!isObject(model))
    throw new UsageError(
      `the \`build\` of spec ${spec.name} must return what defineModel() returns`,
    );
  try {
    // A model that was varied by hand has not been seen by defineModel().
    checkModel(model);
  } catch (error) {
    throw new UsageError(
      `the \`build\` of spec ${spec.name} returns no model: ${messageOf(error)}`,
    );
  }
  return model;
}

/** The model at the default constants, with the chosen ones replaced. */
function modelAt(spec: Spec, chosen: Partial<Constants>, refuse: Refuse): Model {
  try {
    return buildModel(spec, resolveConstants(spec.constants, chosen));
  } catch (error) {
    return refuse(messageOf(error));
  }
}

function checkRange(name: string, range: unknown, refuse: Refuse): void {
  if (!isObject(range)) return refuse(`constant ${name} must have { default, min, max, about }`);
  const { default: value, min, max } = range as unknown as ConstantRange;
  if (![value, min, max].every(Number.isInteger) || value < min || value > max)
    refuse(`constant ${name} needs whole numbers with min <= default <= max`);
}

const DEEP_EXAMPLE = "deep: { constants: { maxRecords: 3 }, expect: { verdict: 'holds' } }";

/** A deep profile that is the default one, wholly or in part, is a slip of its author. */
function checkDeep(deep: unknown, spec: Spec, refuse: Refuse): void {
  if (!isObject(deep) || !isObject(deep['constants']))
    return refuse(`its \`deep\` must name constants and an expectation: ${DEEP_EXAMPLE}`);
  const constants = deep['constants'] as Partial<Constants>;
  if (Object.keys(constants).length === 0)
    refuse(`its deep.constants is empty; name those that are larger: ${DEEP_EXAMPLE}`);
  try {
    resolveConstants(spec.constants, constants);
  } catch (error) {
    refuse(`its deep.constants: ${messageOf(error)}`);
  }
  for (const [name, value] of Object.entries(constants)) {
    if (value === spec.constants[name]?.default)
      refuse(`its deep.constants sets ${name} to ${value}, the default; choose another or omit it`);
  }
  checkExpectation(deep['expect'], 'deep.expect', modelAt(spec, constants, refuse), refuse);
}
