/** The identity types of a state: what symmetry permutes. */
import { isScalar } from '../schema/domain.ts';
import type { IdentitySchema, KeySchema, ScalarSchema, Schema } from '../schema/kinds.ts';
import { SchemaError } from '../schema/layout.ts';

/**
 * Every identity type in a schema, once each.
 * @throws SchemaError when two types of different sizes have one name.
 */
export function identitiesIn(schema: Schema): IdentitySchema[] {
  const found = new Map<string, IdentitySchema>();
  const note = (key: KeySchema | ScalarSchema): void => {
    if (key.kind !== 'identity') return;
    const known = found.get(key.name) ?? key;
    if (known.size !== key.size)
      throw new SchemaError(
        `there are identity types '${key.name}' of ${known.size} and of ${key.size}: give them different names`,
      );
    found.set(key.name, key);
  };
  const visit = (inner: Schema): void => {
    if (isScalar(inner)) {
      const bare = inner.kind === 'optional' ? (inner.inner as ScalarSchema) : inner;
      return note(bare.kind === 'set' ? bare.key : bare);
    }
    switch (inner.kind) {
      case 'optional':
        return visit(inner.inner);
      case 'record':
        return Object.values(inner.fields).forEach(visit);
      case 'map':
        note(inner.key);
        return visit(inner.item);
      case 'list':
      case 'bag':
        return visit(inner.item);
      case 'union':
        return Object.values(inner.variants).forEach(visit);
    }
  };
  visit(schema);
  return [...found.values()];
}
