/**
 * What plain data has and a part of the state does not, in the search: a view of it. The audit looks at a sample, with plain data;
 * where only a rare state asks for what a view has not, an `undefined` would be as good as an answer.
 */
import { hint } from './nearest.ts';

/** What an array has and a list, bag or map of the state does not. */
const ABSENT: readonly PropertyKey[] = [
  Symbol.iterator,
  'concat',
  'copyWithin',
  'entries',
  'fill',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flat',
  'flatMap',
  'forEach',
  'includes',
  'indexOf',
  'join',
  'keys',
  'lastIndexOf',
  'map',
  'pop',
  'push',
  'reduce',
  'reduceRight',
  'reverse',
  'shift',
  'slice',
  'sort',
  'splice',
  'unshift',
  'values',
];

/**
 * Gives the class that their views extend a method by each of these names that says what there is instead: "is not a function"
 * would not.
 */
export function refuseAbsent(prototype: object): void {
  for (const name of ABSENT) Object.defineProperty(prototype, name, { value: () => refuse(name) });
}

function refuse(name: PropertyKey): never {
  const what =
    typeof name === 'symbol' ? 'a loop with `of`, or a spread,' : `the method '${String(name)}'`;
  throw new TypeError(
    `${what} is not for lists, bags and maps of the state, which are views in the search: they have ` +
      'length, at, some and every, lists and bags find, findIndex and push as well; to change them there are ' +
      'put(list, index, item) and removeAt(list, index)',
  );
}

/** What tools ask any object. */
const ALWAYS_ASKED: readonly PropertyKey[] = ['then', 'toJSON'];

/**
 * Makes views refuse to be asked for what they do not have. What they have is found before this is come to, and costs nothing.
 * @param prototype what the classes of all views extend
 */
export function refuseMissing(prototype: object): void {
  Object.setPrototypeOf(prototype, new Proxy(Object.prototype, MISSING));
}

const MISSING: ProxyHandler<object> = {
  get(target, name, view): unknown {
    if (name === Symbol.toPrimitive) return refuseText;
    if (typeof name === 'symbol' || name in target || ALWAYS_ASKED.includes(name))
      return Reflect.get(target, name, view);
    throw new TypeError(`there is no '${name}' here${insteadOf(name, view as object)}`);
  },
  set(target, name, value, view): boolean {
    // As V8 says it where there is no proxy. A view that is being made may have more.
    if (!Object.isExtensible(view))
      throw new TypeError(`Cannot add property ${String(name)}, object is not extensible`);
    return Reflect.set(target, name, value, view);
  },
  ownKeys: () => refuseCopy(),
};

function insteadOf(name: string, view: object): string {
  if (/^\d+$/.test(name)) return ': items are read by at(index)';
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(view)).filter(
    (one) => one !== 'constructor' && !one.startsWith('$'),
  );
  return `${hint(name, names)} There is ${names.join(', ')}`;
}

function refuseText(): never {
  throw new TypeError(
    'a part of the state is used as a text or number, which it has not: name the field that is meant',
  );
}

function refuseCopy(): never {
  throw new TypeError(
    'a part of the state is taken apart by a spread, a rest, its entries or a loop with `in`: it is a view in the search, ' +
      'so name its fields',
  );
}

const TAKEN_APART: PropertyDescriptor = { enumerable: true, get: refuseCopy };

/** Makes a view refuse to be copied field by field: what a copy would hold is not the state. */
export function refuseSpread(view: object): void {
  Object.defineProperty(view, '$', TAKEN_APART);
}
