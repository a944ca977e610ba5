/** What a saved run is of, and how that differs from what there is when it is to go on. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json, Model, Spec } from '../../checker/index.ts';
import { CODE, EXTENSION } from '../paths.ts';
import { constantsOf, type RunIdentity, type RunOptions } from '../plan.ts';
import { withoutMap } from '../specs/bundle.ts';
import type { SpecCode } from '../specs/load.ts';
import { buildModel } from '../specs/validate.ts';
import { VERSION } from '../version.ts';

/** The folders whose code decides what a search finds: of the compiled program the last three, of the sources the first. */
const DECISIVE = ['model', 'checker', 'specs', 'chunks'];

export function identityOf(reference: SpecCode, spec: Spec, options: RunOptions): RunIdentity {
  const constants = constantsOf(spec, options);
  return {
    version: VERSION,
    spec: spec.name,
    constants,
    model: describe(buildModel(spec, constants)),
    code: hashOfCode(reference),
  };
}

/** All of a model that is data. */
function describe({ name, state, initial, actions, properties, deadlock, rules }: Model): Json {
  const described = {
    name,
    state,
    initial,
    actions: Object.fromEntries(
      actions.map(({ name: action, parameters, fault, guard }) => [
        action,
        { parameters, fault, conditions: guard.map((condition) => condition.name) },
      ]),
    ),
    properties: Object.fromEntries(properties.map((property) => [property.name, property.kind])),
    deadlock,
    rules: rules ?? {},
  };
  return JSON.parse(JSON.stringify(described)) as Json;
}

function hashOfCode(reference: SpecCode): string {
  const hash = createHash('sha256');
  for (const folder of DECISIVE.map((name) => path.join(CODE, name)).filter(existsSync))
    for (const file of codeIn(folder)) hash.update(file);
  if (reference.kind === 'own') hash.update(withoutMap(reference.code));
  return hash.digest('hex');
}

/** The text of each file of code, in the order of their names. */
function codeIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return codeIn(file);
      return entry.name.endsWith(EXTENSION) ? [readFileSync(file, 'utf8')] : [];
    });
}

/** The first difference, in words: `constants.replicas was 3 and is 4`; null if there is none. */
export function differenceOf(was: RunIdentity, is: RunIdentity): string | null {
  const { code: codeBefore, ...before } = was;
  const { code: codeNow, ...now } = is;
  const found = firstDifference(before as unknown as Json, now as unknown as Json, '');
  if (found !== null) return found;
  return codeBefore === codeNow ? null : 'the code of the program or of the spec has changed';
}

function firstDifference(
  was: Json | undefined,
  is: Json | undefined,
  where: string,
): string | null {
  if (isFields(was) && isFields(is)) {
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const found = firstDifference(was[key], is[key], where === '' ? key : `${where}.${key}`);
      if (found !== null) return found;
    }
    return null;
  }
  const [before, now] = [was, is].map((value) => JSON.stringify(value) ?? 'not there');
  return before === now ? null : `${where} was ${before} and is ${now}`;
}

function isFields(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
