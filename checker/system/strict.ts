/**
 * Plain data that refuses to be asked for a field it does not have. A misspelt field reads as undefined
 * otherwise, and `!state.overwriten` is true for ever: a wrong "holds" in a spec that no type checker has
 * seen.
 */
import { hint, nearest } from '../schema/nearest.ts';

/** What tools ask any object. */
const ALWAYS_ASKED: readonly PropertyKey[] = ['toJSON', 'then'];
/** What lists, bags and maps offer in the search. */
const OFFERED = ['length', 'at', 'some', 'every', 'find', 'findIndex'];

/** A frozen copy of plain data, the same to read but that fields it does not have throw. Freezes the data as well. */
export function strictly(data: unknown): unknown {
  return strictPart(data, null);
}

/**
 * The same, with equal parts in different places as one object: whoever compares two by `===` gets another answer than in the
 * search, where no two are, and is found out by that. Not the items of one list or map: `one !== other` is how every two of
 * them are told apart by their places.
 */
export function strictlyShared(data: unknown): unknown {
  return strictPart(data, new Map());
}

/** @param known the parts so far, by their text; null where each is to be an object of its own */
function strictPart(data: unknown, known: Map<string, unknown> | null): unknown {
  if (typeof data !== 'object' || data === null) return data;
  Object.freeze(data);
  const text = known === null ? '' : JSON.stringify(data);
  const before = known?.get(text);
  if (before !== undefined) return before;
  const copy = Array.isArray(data) ? strictItems(data, known) : strictFields(data, known);
  const part = new Proxy(Object.freeze(copy), REFUSING);
  known?.set(text, part);
  return part;
}

function strictItems(items: readonly unknown[], known: Map<string, unknown> | null): unknown[] {
  const parts = new Set<unknown>();
  return items.map((item) => {
    const shared = strictPart(item, known);
    const part = typeof shared === 'object' && parts.has(shared) ? strictPart(item, null) : shared;
    parts.add(part);
    return part;
  });
}

function strictFields(data: object, known: Map<string, unknown> | null): object {
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

/** What other languages' sets have, and lists. In a model sets are numbers, which would answer undefined. */
const NOT_OF_NUMBERS = ['size', 'length', 'has', 'add', 'remove', 'delete', 'some', 'every'];

/** Does something while a number that is asked for its size, as a set would be, throws. */
export function withStrictNumbers<Result>(something: () => Result): Result {
  const { prototype } = Number;
  const names = NOT_OF_NUMBERS.filter((name) => !(name in prototype));
  try {
    for (const name of names)
      Object.defineProperty(prototype, name, { configurable: true, get: () => refuseNumber(name) });
    return something();
  } finally {
    for (const name of names) Reflect.deleteProperty(prototype, name);
  }
}

function refuseNumber(name: string): never {
  throw new TypeError(`a number is asked for '${name}': ${SETS}`);
}

const SETS =
  'sets are numbers, to be used by size(set), has(set, member), add(set, member), remove(set, member), ' +
  'members(set) and someMember(set, test)';

const NO_METHOD = new RegExp(`\\.(?:${NOT_OF_NUMBERS.join('|')}) is not a function`);

/** What V8 does not say of a set that is used as other languages use theirs: ` (sets are numbers, ...)`; empty of all else. */
export function setHint(message: string): string {
  return NO_METHOD.test(message) ? ` (${SETS})` : '';
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
      if (meant === undefined || name.length < LEAST_LIKE_ONE || isNumbered(name, meant))
        return undefined;
      throw new TypeError(`there is no parameter '${name}'; did you mean '${meant}'?`);
    },
  });
}

/** `node1` and `node2`, of which an action may have one and what it shares with others may know both. */
function isNumbered(one: string, other: string): boolean {
  const [a, b] = [one.replace(/\d+/g, ''), other.replace(/\d+/g, '')];
  return a === b;
}
