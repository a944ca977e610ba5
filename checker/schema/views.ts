/**
 * Views: generated classes that look like the plain state and read and write a row of slots. Recipes
 * and guards run on them in the search without allocating, and undoing an effect is copying the
 * slots back. Every assignment checks its value against the component's domain, so that nothing
 * outside it can be wrapped or truncated on the way into the packed state.
 */
import { generate } from './codec.ts';
import { type ItemAccess, mapBody, sequenceBody } from './containerViews.ts';
import { isScalar, keyCount } from './domain.ts';
import type {
  BagSchema,
  ListSchema,
  MapSchema,
  RecordSchema,
  Schema,
  UnionSchema,
} from './kinds.ts';
import { slotCount } from './layout.ts';
import { encoding, reading } from './scalarCode.ts';
import { createViewKit, type View, type ViewKit } from './viewKit.ts';

/** The classes generated so far, and the compounds that they stand for. */
interface Generated {
  readonly classes: string[];
  readonly components: Schema[];
}

/**
 * Returns the view of a whole state over `slots`. Names that begin with `$` are the view's own; the
 * layout refuses them as fields.
 */
export function viewOf(schema: RecordSchema, slots: Int32Array): object {
  const generated: Generated = { classes: [], components: [] };
  const root = recordClass(schema, null, null, generated);
  const make = generate(
    ['createKit'],
    [
      'class View { constructor(base, end) { this.$base = base; this.$end = end; } }',
      'class Fields extends View {}',
      'class Items extends View {}',
      `const { ${KIT.join(', ')} } = createKit((value) => value instanceof View);`,
      'const fieldsIn = (v) => { let n = 0; for (const _ in v) n++; return n; };',
      'const clear = (from, to) => { for (let slot = from; slot < to; slot++) S[slot] = 0; };',
      ...generated.classes,
      `return new ${root}(0);`,
    ],
  ) as (createKit: (isView: (value: unknown) => value is View) => ViewKit) => object;
  return make((isView) => createViewKit(schema, slots, generated.components, isView));
}

const KIT: readonly (keyof ViewKit)[] = [
  'S',
  'fail',
  'refuse',
  'refuseKey',
  'checkFields',
  'stale',
  'incoming',
  'plainOf',
  'isPlainObject',
  'isPlainArray',
];

/** How one component is reached: `slot` and `holder` are the expressions for where it is. */
function access(
  schema: Schema,
  slot: string,
  holder: string,
  generated: Generated,
  presence: string | null = null,
): Omit<ItemAccess, 'width'> {
  if (isScalar(schema))
    return { child: null, get: reading(schema, slot), set: encoding(schema, slot) };
  const end = `${slot} + ${slotCount(schema)}`;
  switch (schema.kind) {
    case 'optional': {
      const inner = access(schema.inner, `${slot} + 1`, holder, generated, '1');
      return {
        child: inner.child,
        get: `if (S[${slot}] === 0) return null; ${inner.get}`,
        set:
          `if (v === null) clear(${slot}, ${end}); ` +
          `else { if (S[${slot}] === 0) v = incoming(v, ${slot}, ${end}); S[${slot}] = 1; ${inner.set} }`,
      };
    }
    case 'union':
      return unionAccess(schema, slot, holder, generated);
    default: {
      const name = compoundClass(schema, presence, generated);
      return {
        child: `new ${name}(${slot})`,
        get: `return ${holder};`,
        set: `${holder}.$assign(v);`,
      };
    }
  }
}

/** Every variant has a view of its own over the same slots; only the active one may be used. */
function unionAccess(schema: UnionSchema, slot: string, holder: string, generated: Generated) {
  const component = numberOf(schema, generated);
  const end = `${slot} + ${slotCount(schema)}`;
  const variants = Object.entries(schema.variants);
  const children = variants.map(([name, variant], index) => {
    const tag = { field: schema.tag, name };
    return `new ${recordClass(variant, tag, String(index), generated)}(${slot} + 1)`;
  });
  const cases = variants.map(
    ([name], index) =>
      `case ${JSON.stringify(name)}: clear(${slot}, ${end}); S[${slot}] = ${index}; ${holder}[${index}].$assign(v); break;`,
  );
  return {
    child: `[${children.join(', ')}]`,
    get: `return ${holder}[S[${slot}]];`,
    set:
      `if (v !== ${holder}[S[${slot}]]) { ` +
      `if (!(v instanceof Fields) && !isPlainObject(v)) refuse(${slot}, v, ${component}); ` +
      `v = incoming(v, ${slot}, ${end}); ` +
      `switch (v[${JSON.stringify(schema.tag)}]) { ${cases.join(' ')} default: refuse(${slot}, v, ${component}); } }`,
  };
}

function compoundClass(
  schema: RecordSchema | MapSchema | ListSchema | BagSchema,
  presence: string | null,
  generated: Generated,
): string {
  if (schema.kind === 'record') return recordClass(schema, null, presence, generated);
  const inside = access(schema.item, 'slot', 'this.$items[index]', generated);
  const container = {
    ...inside,
    width: slotCount(schema.item),
    component: numberOf(schema, generated),
    slots: slotCount(schema),
  };
  const body =
    schema.kind === 'map'
      ? mapBody(container, keyCount(schema.key))
      : sequenceBody(container, schema.capacity);
  return declare(`extends Items {\n${body}\n}`, generated);
}

function declare(body: string, { classes }: Generated): string {
  const name = `View${classes.length}`;
  classes.push(`class ${name} ${body}`);
  return name;
}

function numberOf(schema: Schema, { components }: Generated): number {
  return components.push(schema) - 1;
}

/**
 * The class of a record, or of a variant of a union. Where the slot before it says whether it is there
 * (`presence` is what it must hold), it is only used while it is.
 */
function recordClass(
  schema: RecordSchema,
  tag: { readonly field: string; readonly name: string } | null,
  presence: string | null,
  generated: Generated,
): string {
  const component = numberOf(schema, generated);
  const children: string[] = [];
  const accessors: string[] = [];
  const names = Object.keys(schema.fields);
  const live =
    presence === null
      ? ''
      : `if (S[this.$base - 1] !== ${presence}) stale(this.$base, ${component}); `;
  let offset = 0;
  Object.entries(schema.fields).forEach(([field, inner], index) => {
    const inside = access(inner, `this.$base + ${offset}`, `this.$child${index}`, generated);
    const key = JSON.stringify(field);
    if (inside.child !== null) children.push(`this.$child${index} = ${inside.child};`);
    accessors.push(
      `get [${key}]() { ${live}${inside.get} }\nset [${key}](v) { ${live}${inside.set} }`,
    );
    offset += slotCount(inner);
  });
  if (tag !== null) {
    accessors.push(
      `get [${JSON.stringify(tag.field)}]() { ${live}return ${JSON.stringify(tag.name)}; }`,
    );
    names.unshift(tag.field);
  }
  return declare(
    [
      'extends Fields {',
      `constructor(base) { super(base, base + ${slotCount(schema)}); ${children.join(' ')} Object.freeze(this); }`,
      ...accessors,
      ...recordMethods(names, tag === null ? 0 : 1, children.length === 0, component),
      '}',
    ].join('\n'),
    generated,
  );
}

/** `names` are the fields; the first `fixed` of them, a union's tag, cannot be assigned. */
function recordMethods(
  names: readonly string[],
  fixed: number,
  flat: boolean,
  component: number,
): string[] {
  const keys = names.map((name) => JSON.stringify(name));
  const list = `[${keys.join(', ')}]`;
  const assignments = keys.slice(fixed).map((key) => `this[${key}] = v[${key}];`);
  return [
    `get $count() { return ${names.length}; }`,
    `$plain() { return { ${keys.map((key) => `[${key}]: plainOf(this[${key}])`).join(', ')} }; }`,
    `$assign(v) {
      if (v === this) return;
      if (v instanceof Fields) { if (v.$count !== ${names.length}) checkFields(this.$base, v, ${component}, ${list}); }
      else if (!isPlainObject(v)) refuse(this.$base, v, ${component});
      else if (fieldsIn(v) !== ${names.length}) checkFields(this.$base, v, ${component}, ${list});
      ${flat ? '' : 'v = incoming(v, this.$base, this.$end);'}
      ${assignments.join(' ')}
    }`,
  ];
}
