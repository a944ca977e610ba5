/**
 * Views: generated classes that look like the plain state and read and write a row of slots. Recipes
 * and guards run on them in the search without allocating, and undoing an effect is copying the
 * slots back. Every assignment checks its value against the component's domain, so that nothing
 * outside it can be wrapped or truncated on the way into the packed state.
 */
import { generate } from './codec.ts';
import { isScalar, keyCount, largestCode } from './domain.ts';
import type {
  BagSchema,
  FieldSchemas,
  ListSchema,
  MapSchema,
  RecordSchema,
  ScalarSchema,
  Schema,
} from './kinds.ts';
import { placeOfSlot, slotCount } from './layout.ts';
import { DomainError } from './plain.ts';

/**
 * Returns the view of a whole state over `slots`. Names that begin with `$` are the view's own; the
 * layout refuses them as fields.
 */
export function viewOf(schema: RecordSchema, slots: Int32Array): object {
  const fail = (slot: number, value: unknown): never => {
    const place = placeOfSlot(schema, slot, slots);
    throw new DomainError(place.path, value, place.domain);
  };
  const classes: string[] = [];
  const root = recordClass(schema.fields, null, classes);
  const make = generate(
    ['givenSlots', 'givenFail'],
    [
      'const S = givenSlots, fail = givenFail;',
      'const clear = (from, to) => { for (let slot = from; slot < to; slot++) S[slot] = 0; };',
      ...classes,
      `return new ${root}(0);`,
    ],
  ) as (slots: Int32Array, fail: (slot: number, value: unknown) => never) => object;
  return make(slots, fail);
}

/** The expression that turns a code back into the value. */
function decoding(schema: ScalarSchema, code: string): string {
  switch (schema.kind) {
    case 'int':
      return schema.min === 0 ? code : `(${code} + (${schema.min}))`;
    case 'bool':
      return `(${code} === 1)`;
    case 'oneOf': {
      const last = schema.names.length - 1;
      return schema.names.reduceRight(
        (rest, name, index) =>
          index === last
            ? JSON.stringify(name)
            : `(${code} === ${index} ? ${JSON.stringify(name)} : ${rest})`,
        '',
      );
    }
    case 'identity':
    case 'set':
      return code;
    case 'optional':
      return `(${code} === 0 ? null : ${decoding(schema.inner, `(${code} - 1)`)})`;
  }
}

/** Statements that check the variable `v` and store its code, plus `shift`, in a slot. */
function encoding(schema: ScalarSchema, slot: string, shift = 0): string {
  const store = (code: string): string => `S[${slot}] = ${code};`;
  switch (schema.kind) {
    case 'bool':
      return `if (v === true) ${store(String(1 + shift))} else if (v === false) ${store(String(shift))} else fail(${slot}, v);`;
    case 'oneOf':
      return schema.names
        .map(
          (name, index) =>
            `if (v === ${JSON.stringify(name)}) ${store(String(index + shift))} else `,
        )
        .join('')
        .concat(`fail(${slot}, v);`);
    case 'optional':
      return `if (v === null) ${store('0')} else { ${encoding(schema.inner, slot, shift + 1)} }`;
    default: {
      const min = schema.kind === 'int' ? schema.min : 0;
      const max = min + largestCode(schema);
      const code = shift - min === 0 ? 'v' : `v + (${shift - min})`;
      return `if (!(v >= ${min} && v <= ${max}) || v !== (v | 0)) fail(${slot}, v); ${store(code)}`;
    }
  }
}

/** How one component of a compound is reached: its child views, its getter and its setter. */
interface Access {
  /** Builds the child view or views, or null for a scalar. */
  readonly child: string | null;
  readonly get: string;
  /** Statements that assign the variable `v`. */
  readonly set: string;
}

function access(schema: Schema, slot: string, holder: string, classes: string[]): Access {
  if (isScalar(schema))
    return { child: null, get: decoding(schema, `S[${slot}]`), set: encoding(schema, slot) };
  const end = `${slot} + ${slotCount(schema)}`;
  switch (schema.kind) {
    case 'optional': {
      const inner = access(schema.inner, `${slot} + 1`, holder, classes);
      return {
        child: inner.child,
        get: `(S[${slot}] === 0 ? null : ${inner.get})`,
        set: `if (v === null) clear(${slot}, ${end}); else { S[${slot}] = 1; ${inner.set} }`,
      };
    }
    case 'union': {
      const variants = Object.entries(schema.variants);
      const children = variants.map(
        ([name, variant]) =>
          `new ${recordClass(variant.fields, { tag: schema.tag, name }, classes)}(${slot} + 1)`,
      );
      const cases = variants.map(
        ([name], index) =>
          `case ${JSON.stringify(name)}: clear(${slot}, ${end}); S[${slot}] = ${index}; ${holder}[${index}].$assign(v); break;`,
      );
      return {
        child: `[${children.join(', ')}]`,
        get: `${holder}[S[${slot}]]`,
        set:
          `if (v === null || typeof v !== 'object') fail(${slot}, v); ` +
          `if (v !== ${holder}[S[${slot}]]) switch (v[${JSON.stringify(schema.tag)}]) { ${cases.join(' ')} default: fail(${slot}, v); }`,
      };
    }
    default: {
      const name = compoundClass(schema, classes);
      return { child: `new ${name}(${slot})`, get: holder, set: `${holder}.$assign(v);` };
    }
  }
}

function compoundClass(
  schema: RecordSchema | MapSchema | ListSchema | BagSchema,
  classes: string[],
): string {
  switch (schema.kind) {
    case 'record':
      return recordClass(schema.fields, null, classes);
    case 'map':
      return mapClass(schema.item, keyCount(schema.key), classes);
    case 'list':
    case 'bag':
      return sequenceClass(schema.item, schema.capacity, classes);
  }
}

function declare(body: string, classes: string[]): string {
  const name = `View${classes.length}`;
  classes.push(`class ${name} {\n${body}\n}`);
  return name;
}

function recordClass(
  fields: FieldSchemas,
  variant: { readonly tag: string; readonly name: string } | null,
  classes: string[],
): string {
  const children: string[] = [];
  const accessors: string[] = [];
  const assignments: string[] = [];
  let offset = 0;
  Object.entries(fields).forEach(([field, schema], index) => {
    const inside = access(schema, `this.$base + ${offset}`, `this.$child${index}`, classes);
    const key = JSON.stringify(field);
    if (inside.child !== null) children.push(`this.$child${index} = ${inside.child};`);
    accessors.push(`get [${key}]() { return ${inside.get}; }\nset [${key}](v) { ${inside.set} }`);
    assignments.push(`this[${key}] = value[${key}];`);
    offset += slotCount(schema);
  });
  if (variant !== null)
    accessors.push(
      `get [${JSON.stringify(variant.tag)}]() { return ${JSON.stringify(variant.name)}; }`,
    );
  return declare(
    [
      `constructor(base) { this.$base = base; ${children.join(' ')} }`,
      ...accessors,
      `$assign(value) { if (value === null || typeof value !== 'object') fail(this.$base, value); ${assignments.join(' ')} }`,
    ].join('\n'),
    classes,
  );
}

/** What maps and sequences share. `items` is how many there are, `first` the first one's slot. */
function containerParts(
  item: Schema,
  first: string,
  items: string,
  most: number,
  classes: string[],
) {
  const width = slotCount(item);
  const place = `${first} + index * ${width}`;
  const inside = access(item, `slot`, `this.$items[index]`, classes);
  const built = access(item, `${first} + index * ${width}`, '', classes).child;
  return {
    build:
      built === null
        ? ''
        : `this.$items = Array.from({ length: ${most} }, (_, index) => ${built});`,
    methods: [
      `$item(index) { const slot = ${place}; return ${inside.get}; }`,
      `$store(index, v) { const slot = ${place}; ${inside.set} }`,
      `some(test) { for (let index = 0, n = ${items}; index < n; index++) if (test(this.$item(index), index)) return true; return false; }`,
      `every(test) { for (let index = 0, n = ${items}; index < n; index++) if (!test(this.$item(index), index)) return false; return true; }`,
    ],
  };
}

function mapClass(item: Schema, count: number, classes: string[]): string {
  const parts = containerParts(item, 'this.$base', String(count), count, classes);
  return declare(
    [
      `constructor(base) { this.$base = base; ${parts.build} }`,
      ...parts.methods,
      `get length() { return ${count}; }`,
      `at(key) { if (!(key >= 0 && key < ${count})) fail(this.$base, key); return this.$item(key); }`,
      `put(key, v) { if (!(key >= 0 && key < ${count})) fail(this.$base, key); this.$store(key, v); }`,
      `$assign(value) { if (value === null || typeof value !== 'object' || value.length !== ${count}) fail(this.$base, value); for (let index = 0; index < ${count}; index++) this.$store(index, value.at(index)); }`,
    ].join('\n'),
    classes,
  );
}

function sequenceClass(item: Schema, capacity: number, classes: string[]): string {
  const width = slotCount(item);
  const parts = containerParts(item, 'this.$base + 1', 'S[this.$base]', capacity, classes);
  const from = (index: string): string => `this.$base + 1 + ${index} * ${width}`;
  return declare(
    [
      `constructor(base) { this.$base = base; ${parts.build} }`,
      ...parts.methods,
      'get length() { return S[this.$base]; }',
      `set length(n) { const old = S[this.$base]; if (!(n >= 0 && n <= old) || n !== (n | 0)) fail(this.$base, n); clear(${from('n')}, ${from('old')}); S[this.$base] = n; }`,
      'at(index) { const n = S[this.$base]; if (index < 0) index += n; return index >= 0 && index < n ? this.$item(index) : undefined; }',
      'find(test) { for (let index = 0, n = S[this.$base]; index < n; index++) { const item = this.$item(index); if (test(item, index)) return item; } return undefined; }',
      'findIndex(test) { for (let index = 0, n = S[this.$base]; index < n; index++) if (test(this.$item(index), index)) return index; return -1; }',
      `push(v) { const n = S[this.$base]; if (n === ${capacity}) fail(this.$base, n + 1); this.$store(n, v); S[this.$base] = n + 1; return n + 1; }`,
      'put(index, v) { if (!(index >= 0 && index < S[this.$base])) fail(this.$base, index + 1); this.$store(index, v); }',
      `removeAt(index) { const n = S[this.$base]; if (!(index >= 0 && index < n)) fail(this.$base, index + 1); const end = ${from('n')}; for (let slot = ${from('(index + 1)')}; slot < end; slot++) S[slot - ${width}] = S[slot]; clear(end - ${width}, end); S[this.$base] = n - 1; }`,
      `$assign(value) { if (value === null || typeof value !== 'object') fail(this.$base, value); const n = value.length, old = S[this.$base]; if (!(n <= ${capacity})) fail(this.$base, n); for (let index = 0; index < n; index++) this.$store(index, value.at(index)); if (n < old) clear(${from('n')}, ${from('old')}); S[this.$base] = n; }`,
    ].join('\n'),
    classes,
  );
}
