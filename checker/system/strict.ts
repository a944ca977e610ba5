/**
 * Plain data that refuses to be asked for a field it does not have. A misspelt field reads as undefined
 * otherwise, and `!state.overwriten` is true for ever: a wrong "holds" in a spec that no type checker has
 * seen.
 */

/** What tools ask any object. */
const ALWAYS_ASKED: readonly PropertyKey[] = ['toJSON', 'then'];

/** A frozen copy of plain data, the same to read but that fields it does not have throw. */
export function strictly(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  const copy = Array.isArray(data)
    ? data.map(strictly)
    : Object.fromEntries(Object.entries(data).map(([field, value]) => [field, strictly(value)]));
  return new Proxy(Object.freeze(copy), {
    get(target, field): unknown {
      if (typeof field === 'symbol' || field in target || ALWAYS_ASKED.includes(field))
        return Reflect.get(target, field);
      throw new TypeError(
        `there is no '${field}' here; there is ${Object.keys(target).join(', ')}`,
      );
    },
  });
}
