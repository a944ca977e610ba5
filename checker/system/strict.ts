/**
 * Plain data that refuses to be asked for a field it does not have. A misspelt field reads as undefined
 * otherwise, and `!state.overwriten` is true for ever: a wrong "holds" in a spec that no type checker has
 * seen.
 */
import { nearest } from './nearest.ts';

/** What tools ask any object. */
const ALWAYS_ASKED: readonly PropertyKey[] = ['toJSON', 'then'];

/** A frozen copy of plain data, the same to read but that fields it does not have throw. Freezes the data as well. */
export function strictly(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  Object.freeze(data);
  return new Proxy(
    Object.freeze(Array.isArray(data) ? data.map(strictly) : strictFields(data)),
    REFUSING,
  );
}

function strictFields(data: object): object {
  const copy: Record<string, unknown> = {};
  for (const field in data) copy[field] = strictly((data as Record<string, unknown>)[field]);
  return copy;
}

const REFUSING: ProxyHandler<object> = {
  get(target, field): unknown {
    if (typeof field === 'symbol' || field in target || ALWAYS_ASKED.includes(field))
      return Reflect.get(target, field);
    throw new TypeError(`there is no '${field}' here; there is ${Object.keys(target).join(', ')}`);
  },
};

/** Shorter names, such as `a` and `b`, are all alike. */
const LEAST_LIKE_ONE = 4;

/**
 * Parameters that refuse to be asked for one that is misspelt. Not for any that an action does not have: what several
 * actions share may ask for those of another, and have a default.
 * @param known the parameters of all actions of the model
 */
export function strictParameters(
  parameters: Readonly<Record<string, unknown>>,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  return new Proxy(parameters, {
    get(target, name): unknown {
      if (typeof name === 'symbol' || name in target || known.includes(name))
        return Reflect.get(target, name);
      const meant = nearest(name, Object.keys(target));
      if (meant === undefined || name.length < LEAST_LIKE_ONE) return undefined;
      throw new TypeError(`there is no parameter '${name}'; did you mean '${meant}'?`);
    },
  });
}
