/** What the generated view classes share: telling views from plain data, and refusing what is wrong. */
import type { RecordSchema, Schema } from './kinds.ts';
import { fieldPath, type Place, placeOfComponent, placeOfSlot } from './places.ts';
import { DomainError, isPlainArray, isPlainObject } from './plain.ts';

/** What every view has: where its slots begin and end, and a plain copy of what is in them. */
export interface View {
  readonly $base: number;
  readonly $end: number;
  $plain(): unknown;
}

/**
 * The last error by which a view has refused something, null before the first: whoever runs a model asks for it, as an effect
 * that catches the error would go on with half of an assignment.
 */
export interface Refusal {
  error: unknown;
}

/** The functions that the generated classes call. */
export type ViewKit = ReturnType<typeof createViewKit>;

export function createViewKit(
  schema: RecordSchema,
  S: Int32Array,
  components: readonly Schema[],
  isView: (value: unknown) => value is View,
  refusal: Refusal,
) {
  const thrown = (error: Error): never => {
    refusal.error = error;
    throw error;
  };
  const placeOf = (slot: number, component: number): Place =>
    placeOfComponent(schema, components[component] ?? schema, slot, S);

  /** Refuses a value for the scalar, or the length, in a slot. */
  function fail(slot: number, value: unknown): never {
    const { path, domain } = placeOfSlot(schema, slot, S);
    return thrown(new DomainError(path, value, domain));
  }

  /** Refuses a value for the compound that begins at a slot. */
  function refuse(slot: number, value: unknown, component: number): never {
    const { path, domain } = placeOf(slot, component);
    return thrown(new DomainError(path, isView(value) ? value.$plain() : value, domain));
  }

  /** Refuses a key or index that the container at a slot has no item for. */
  function refuseKey(slot: number, key: unknown, component: number, count: number): never {
    const { path } = placeOf(slot, component);
    const domain = count === 0 ? 'there: it is empty' : `a whole number from 0 to ${count - 1}`;
    return thrown(new DomainError(`${path}.index`, key, domain));
  }

  /** Refuses an object that has another number of fields than it should, if one is unknown. */
  function checkFields(slot: number, value: object, component: number, names: string[]): void {
    for (const [field, inner] of Object.entries(
      isView(value) ? (value.$plain() as object) : value,
    )) {
      if (names.includes(field)) continue;
      const { path } = placeOf(slot, component);
      thrown(new DomainError(fieldPath(path, field), inner, 'a field of the schema'));
    }
  }

  /** Refuses to read or write a part of the state that was replaced since somebody took hold of it. */
  function stale(slot: number, component: number): never {
    const { path } = placeOf(slot, component);
    return thrown(
      new Error(
        `${path === '' ? 'a part of the state' : path} was replaced, and what it held before is used after that: read what you need first`,
      ),
    );
  }

  return {
    S,
    fail,
    refuse,
    refuseKey,
    checkFields,
    stale,
    ...copying(isView),
    isPlainObject,
    isPlainArray,
  };
}

/** How views are copied before what they show is written over. */
function copying(isView: (value: unknown) => value is View) {
  /**
   * What is about to be written into the slots from `from` to `to`. Views of those very slots would
   * change while they are read, so they are copied first.
   */
  function incoming(value: unknown, from: number, to: number): unknown {
    if (isView(value)) return value.$base < to && from < value.$end ? value.$plain() : value;
    return holdsView(value) ? withoutViews(value) : value;
  }

  function holdsView(value: unknown): boolean {
    if (isView(value)) return true;
    if (isPlainArray(value)) return value.some(holdsView);
    return isPlainObject(value) && Object.values(value).some(holdsView);
  }

  function withoutViews(value: unknown): unknown {
    if (isView(value)) return value.$plain();
    if (isPlainArray(value)) return value.map(withoutViews);
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, inner]) => [field, withoutViews(inner)]),
    );
  }

  const plainOf = (value: unknown): unknown => (isView(value) ? value.$plain() : value);

  return { incoming, plainOf };
}
