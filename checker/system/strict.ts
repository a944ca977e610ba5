/**
 * Plain data that refuses to be asked for a field it does not have. A misspelt field reads as undefined
 * otherwise, and `!state.overwriten` is true for ever: a wrong "holds" in a spec that no type checker has
 * seen.
 */

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
