/**
 * Plain data that refuses to be asked for a field it does not have. A misspelt field reads as undefined
 * otherwise, and `!state.overwriten` is true for ever: a wrong "holds" in a spec that no type checker has
 * seen.
 */
import { hint, nearest } from './nearest.ts';

/** What tools ask any object. */
const ALWAYS_ASKED: readonly PropertyKey[] = ['toJSON', 'then'];
/** What lists, bags and maps offer in the search. */
const OFFERED = ['length', 'at', 'some', 'every', 'find', 'findIndex'];

/**
 * A frozen copy of plain data, the same to read but that fields it does not have throw. Freezes the data as well. Equal parts
 * are one object: whoever compares two parts by `===` gets another answer than in the search, where no two are, and is found
 * out by that.
 */
export function strictly(data: unknown): unknown {
  return strictPart(data, new Map());
}

/** @param known the parts so far, by their text */
function strictPart(data: unknown, known: Map<string, unknown>): unknown {
  if (typeof data !== 'object' || data === null) return data;
  Object.freeze(data);
  const text = JSON.stringify(data);
  const before = known.get(text);
  if (before !== undefined) return before;
  const copy = Array.isArray(data)
    ? data.map((item) => strictPart(item, known))
    : strictFields(data, known);
  const part = new Proxy(Object.freeze(copy), REFUSING);
  known.set(text, part);
  return part;
}

function strictFields(data: object, known: Map<string, unknown>): object {
  const copy: Record<string, unknown> = {};
  for (const field in data)
    copy[field] = strictPart((data as Record<string, unknown>)[field], known);
  return copy;
}

const REFUSING: ProxyHandler<object> = {
  get(target, field): unknown {
    if (typeof field === 'symbol' || field in target || ALWAYS_ASKED.includes(field))
      return Reflect.get(target, field);
    const names = Array.isArray(target) ? OFFERED : Object.keys(target);
    throw new TypeError(
      `there is no '${field}' here${hint(field, names)} There is ${names.join(', ')}`,
    );
  },
  set(_, field): never {
    throw new TypeError(
      `'${String(field)}' is assigned: guards and properties may only read the state`,
    );
  },
};

/** What other languages' sets have. In a model sets are numbers, which would answer undefined. */
const NOT_OF_NUMBERS = ['size', 'length', 'has', 'add', 'remove', 'delete', 'some', 'every'];

/** Does something while a number that is asked for its size, as a set would be, throws. */
export function withStrictNumbers<Result>(something: () => Result): Result {
  for (const name of NOT_OF_NUMBERS)
    Object.defineProperty(Number.prototype, name, {
      configurable: true,
      get: () => {
        throw new TypeError(
          `a number is asked for '${name}': sets are numbers, to be used by size(set), has(set, member), ` +
            'add(set, member), remove(set, member), members(set) and someMember(set, test)',
        );
      },
    });
  try {
    return something();
  } finally {
    for (const name of NOT_OF_NUMBERS) Reflect.deleteProperty(Number.prototype, name);
  }
}

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
