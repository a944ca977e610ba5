/** What an array has and a list, bag or map of the state does not, in the search. */

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
