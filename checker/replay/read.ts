/** Reads the JSON of a stored counterexample, as far as that can be judged without its model. */
import type { Json } from '../schema/json.ts';
import {
  type ActionJson,
  COUNTEREXAMPLE_FORMAT,
  type Counterexample,
  type StepJson,
} from './counterexample.ts';

/** Thrown for JSON that is not a counterexample of this format; the message has the path. */
export class CounterexampleError extends Error {
  override readonly name = 'CounterexampleError';
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks parsed JSON field by field. States and parameters are checked by `replay`, which has the
 * model's schema.
 * @throws CounterexampleError for a wrong format version, or a field that is missing or misshapen.
 */
export function readCounterexample(json: unknown): Counterexample {
  const fields = objectAt(json, 'the counterexample');
  const { format, because, constants, steps } = fields;
  if (format !== COUNTEREXAMPLE_FORMAT)
    throw new CounterexampleError(
      `format is ${shown(format)}; this version reads format ${COUNTEREXAMPLE_FORMAT}: write the file again with check --save`,
    );
  if (!Array.isArray(steps) || steps.length === 0)
    throw misshapen('steps', steps, 'a list of steps');
  return {
    format,
    spec: textAt(fields, 'spec'),
    model: textAt(fields, 'model'),
    constants: numbersAt(constants, 'constants'),
    property: textAt(fields, 'property'),
    claim: textAt(fields, 'claim'),
    because: because === null ? null : textAt(fields, 'because'),
    steps: steps.map((step: unknown, index) => stepAt(step, index)),
  };
}

function stepAt(json: unknown, index: number): StepJson {
  const path = `steps[${index}]`;
  const { step, action, state } = objectAt(json, path);
  if (step !== index) throw misshapen(`${path}.step`, step, String(index));
  if (state === undefined) throw misshapen(`${path}.state`, state, 'a state');
  if (index === 0) {
    if (action !== null) throw misshapen(`${path}.action`, action, 'null in the initial state');
    return { step, action, state: state as Json };
  }
  return { step: index, action: actionAt(action, `${path}.action`), state: state as Json };
}

function actionAt(json: unknown, path: string): ActionJson {
  const fields = objectAt(json, path);
  const { params } = fields;
  return {
    name: textAt(fields, 'name', `${path}.`),
    params: objectAt(params, `${path}.params`) as Readonly<Record<string, Json>>,
  };
}

function numbersAt(json: unknown, path: string): Readonly<Record<string, number>> {
  const entries = Object.entries(objectAt(json, path)).map(([name, value]) => {
    if (typeof value !== 'number') throw misshapen(`${path}.${name}`, value, 'a number');
    return [name, value] as const;
  });
  return Object.fromEntries(entries);
}

function textAt(fields: Fields, name: string, prefix = ''): string {
  const value = fields[name];
  if (typeof value !== 'string') throw misshapen(`${prefix}${name}`, value, 'a text');
  return value;
}

function objectAt(json: unknown, path: string): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw misshapen(path, json, 'an object');
  return json as Fields;
}

function misshapen(path: string, value: unknown, wanted: string): CounterexampleError {
  const found = value === undefined ? 'is missing' : `is ${shown(value)}`;
  return new CounterexampleError(`${path} ${found}; it must be ${wanted}`);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
