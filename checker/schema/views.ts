/**
 * Views: generated classes that look like the plain state and read and write a row of slots. Recipes
 * and guards run on them in the search without allocating, and undoing an effect is copying the
 * slots back. Every assignment checks its value against the component's domain, so that nothing
 * outside it can be wrapped or truncated on the way into the packed state.
 */
import { refuseAbsent, refuseMissing, refuseSpread } from './absent.ts';
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
import { createViewKit, type Refusal, type View, type ViewKit } from './viewKit.ts';

/**
 * What a part of the state depends on that lies in an optional value, or in a variant of a union, however deep: the slot that
 * says what is there, as an expression, and what it must hold.
 */
interface Guard {
  readonly slot: string;
  readonly value: string;
}

/** The classes generated so far, and the compounds that they stand for. */
interface Generated {
  readonly classes: string[];
  readonly components: Schema[];
}

/**
 * Returns the view of a whole state over `slots`. Names that begin with `$` are the view's own; the
 * layout refuses them as fields.
 * @param refusal where the view's errors are to be found, also by who did not see them thrown
 */
export function viewOf(
  schema: RecordSchema,
  slots: Int32Array,
  refusal: Refusal = { error: null },
): object {
  const generated: Generated = { classes: [], components: [] };
  const root = recordClass(schema, null, [], generated);
  const make = generate(
    ['createKit', 'refuseAbsent', 'refuseMissing', 'refuseSpread'],
    [
      'class View { constructor(base, end) { this.$base = base; this.$end = end; refuseSpread(this); }',
      // For whoever prints it, in search of an error.
      'toJSON() { return this.$plain(); } [Symbol.for("nodejs.util.inspect.custom")]() { return this.$plain(); } }',
      'refuseMissing(View.prototype);',
      'class Fields extends View {}',
      'class Items extends View {}',
      'refuseAbsent(Items.prototype);',
      `const { ${KIT.join(', ')} } = createKit((value) => value instanceof View);`,
      'const fieldsIn = (v) => { let n = 0; for (const _ in v) n++; return n; };',
      'const clear = (from, to) => { for (let slot = from; slot < to; slot++) S[slot] = 0; };',
      ...generated.classes,
      `return new ${root}(0);`,
    ],
  ) as (
    createKit: (isView: (value: unknown) => value is View) => ViewKit,
    absent: typeof refuseAbsent,
    missing: typeof refuseMissing,
    spread: typeof refuseSpread,
  ) => object;
  return make(
    (isView) => createViewKit(schema, slots, generated.components, isView, refusal),
    refuseAbsent,
    refuseMissing,
    refuseSpread,
  );
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
  guards: readonly Guard[],
  generated: Generated,
): Omit<ItemAccess, 'width'> {
  if (isScalar(schema))
    return { child: null, get: reading(schema, slot), set: encoding(schema, slot) };
  const end = `${slot} + ${slotCount(schema)}`;
  switch (schema.kind) {
    case 'optional': {
      const inside = [...guards, { slot, value: '1' }];
      const inner = access(schema.inner, `${slot} + 1`, holder, inside, generated);
      return {
        child: inner.child,
        get: `if (S[${slot}] === 0) return null; ${inner.get}`,
        set:
          `if (v === null) clear(${slot}, ${end}); ` +
          `else { if (S[${slot}] === 0) v = incoming(v, ${slot}, ${end}); S[${slot}] = 1; ${inner.set} }`,
      };
    }
    case 'union':
      return unionAccess(schema, slot, holder, guards, generated);
    default: {
      const name = compoundClass(schema, guards, generated);
      return {
        child: made(name, slot, guards),
        get: `return ${holder};`,
        set: `${holder}.$assign(v);`,
      };
    }
  }
}

/** Every variant has a view of its own over the same slots; only the active one may be used. */
function unionAccess(
  schema: UnionSchema,
  slot: string,
  holder: string,
  guards: readonly Guard[],
  generated: Generated,
) {
  const component = numberOf(schema, generated);
  const end = `${slot} + ${slotCount(schema)}`;
  const variants = Object.entries(schema.variants);
  const children = variants.map(([name, variant], index) => {
    const tag = { field: schema.tag, name };
    const inside = [...guards, { slot, value: String(index) }];
    return made(recordClass(variant, tag, inside, generated), `${slot} + 1`, inside);
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

/** The expression that makes the view of a part. */
function made(name: string, slot: string, guards: readonly Guard[]): string {
  return `new ${name}(${[slot, ...guards.map((guard) => guard.slot)].join(', ')})`;
}

/** How a class knows its own guards, and so the parts of it. */
function ownGuards(guards: readonly Guard[]): Guard[] {
  return guards.map(({ value }, nth) => ({ slot: `this.$guard${nth}`, value }));
}

/** The head of a class's constructor, and the statement with which all begins that reads or writes what it stands for. */
function guarded(guards: readonly Guard[], slots: number, component: number) {
  const names = guards.map((_, nth) => `guard${nth}`);
  const kept = names.map((name) => `this.$${name} = ${name};`).join(' ');
  const gone = ownGuards(guards).map(({ slot, value }) => `S[${slot}] !== ${value}`);
  return {
    head: `constructor(${['base', ...names].join(', ')}) { super(base, base + ${slots}); ${kept}`,
    live: gone.length === 0 ? '' : `if (${gone.join(' || ')}) stale(this.$base, ${component}); `,
  };
}

function compoundClass(
  schema: RecordSchema | MapSchema | ListSchema | BagSchema,
  guards: readonly Guard[],
  generated: Generated,
): string {
  if (schema.kind === 'record') return recordClass(schema, null, guards, generated);
  const component = numberOf(schema, generated);
  const container = {
    ...access(schema.item, 'slot', 'this.$items[index]', ownGuards(guards), generated),
    ...guarded(guards, slotCount(schema), component),
    width: slotCount(schema.item),
    component,
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

/** The class of a record, or of a variant of a union: only used while it is there. */
function recordClass(
  schema: RecordSchema,
  tag: { readonly field: string; readonly name: string } | null,
  guards: readonly Guard[],
  generated: Generated,
): string {
  const component = numberOf(schema, generated);
  const children: string[] = [];
  const accessors: string[] = [];
  const names = Object.keys(schema.fields);
  const { head, live } = guarded(guards, slotCount(schema), component);
  let offset = 0;
  Object.entries(schema.fields).forEach(([field, inner], index) => {
    const place = `this.$base + ${offset}`;
    const inside = access(inner, place, `this.$child${index}`, ownGuards(guards), generated);
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
      `${head} ${children.join(' ')} Object.freeze(this); }`,
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
