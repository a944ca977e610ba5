/** The bodies of the generated classes for maps, lists and bags. */

/** How the items of a container are reached; `slot` is where the item at `index` begins. */
export interface ItemAccess {
  /** Slots an item takes. */
  readonly width: number;
  /** The expression that builds the child view or views of an item, or null for a scalar. */
  readonly child: string | null;
  /** Statements that return the value. */
  readonly get: string;
  /** Statements that assign the variable `v`. */
  readonly set: string;
}

interface Container extends ItemAccess {
  /** The container's number among the components, for error messages. */
  readonly component: number;
  /** The head of its constructor. */
  readonly head: string;
  /** What refuses to go on where the container is not there any more; empty where it always is. */
  readonly live: string;
}

/**
 * What maps and sequences share. `items` is how many there are, `first` the first one's slot. The views of
 * items are pushed: an array made at its full length counts as one with holes, which reads slower.
 */
function shared(container: Container, first: string, items: string, most: number): string[] {
  const { child, width, get, set, component, head, live } = container;
  const place = `${first} + index * ${width}`;
  const build =
    child === null
      ? ''
      : `this.$items = []; for (let index = 0; index < ${most}; index++) { const slot = ${place}; this.$items.push(${child}); }`;
  return [
    `${head} ${build} Object.freeze(this); }`,
    `$item(index) { const slot = ${place}; ${get} }`,
    `$store(index, v) { const slot = ${place}; ${set} }`,
    `$plain() { ${live}return Array.from({ length: ${items} }, (_, index) => plainOf(this.$item(index))); }`,
    // A container of scalars has no parts that could be read while they are written.
    `$incoming(v) { if (!(v instanceof Items) && !isPlainArray(v)) refuse(this.$base, v, ${component}); ${child === null ? 'return v;' : 'return incoming(v, this.$base, this.$end);'} }`,
    `$check(index, n) { if (!(index >= 0 && index < n) || index !== (index | 0)) refuseKey(this.$base, index, ${component}, n); }`,
    `some(test) { ${live}for (let index = 0, n = ${items}; index < n; index++) if (test(this.$item(index), index)) return true; return false; }`,
    `every(test) { ${live}for (let index = 0, n = ${items}; index < n; index++) if (!test(this.$item(index), index)) return false; return true; }`,
  ];
}

/** The class of a map with `count` keys. `at` does by itself what `$check` and `$item` do: two calls less to inline. */
export function mapBody(container: Container, count: number): string {
  const { live } = container;
  return [
    ...shared(container, 'this.$base', String(count), count),
    `get length() { return ${count}; }`,
    `at(index) { ${live}if (!(index >= 0 && index < ${count}) || index !== (index | 0)) refuseKey(this.$base, index, ${container.component}, ${count}); const slot = this.$base + index * ${container.width}; ${container.get} }`,
    `put(key, v) { ${live}this.$check(key, ${count}); this.$store(key, v); }`,
    `$assign(v) { if (v === this) return; v = this.$incoming(v); if (v.length !== ${count}) refuse(this.$base, v, ${container.component}); for (let index = 0; index < ${count}; index++) this.$store(index, v.at(index)); }`,
  ].join('\n');
}

/** The class of a list or bag of at most `capacity` items. */
export function sequenceBody(container: Container, capacity: number): string {
  const { width, component, live } = container;
  const from = (index: string): string => `this.$base + 1 + ${index} * ${width}`;
  return [
    ...shared(container, 'this.$base + 1', 'S[this.$base]', capacity),
    `get length() { ${live}return S[this.$base]; }`,
    `set length(n) { ${live}const old = S[this.$base]; if (!(n >= 0 && n <= old) || n !== (n | 0)) fail(this.$base, n); clear(${from('n')}, ${from('old')}); S[this.$base] = n; }`,
    `at(index) { ${live}if (!(index >= 0 && index < S[this.$base]) || index !== (index | 0)) return this.$seldom(index); const slot = ${from('index')}; ${container.get} }`,
    // Counted from the end, past it, or no index at all: apart, so that `at` is short and V8 inlines it in more places.
    '$seldom(index) { const n = S[this.$base]; if (index !== (index | 0)) this.$check(index, n); return index < 0 && index >= -n ? this.$item(index + n) : undefined; }',
    `find(test) { ${live}for (let index = 0, n = S[this.$base]; index < n; index++) { const item = this.$item(index); if (test(item, index)) return item; } return undefined; }`,
    `findIndex(test) { ${live}for (let index = 0, n = S[this.$base]; index < n; index++) if (test(this.$item(index), index)) return index; return -1; }`,
    `push(v) { ${live}const n = S[this.$base]; if (n === ${capacity}) fail(this.$base, n + 1); this.$store(n, v); S[this.$base] = n + 1; return n + 1; }`,
    `put(index, v) { ${live}this.$check(index, S[this.$base]); this.$store(index, v); }`,
    `removeAt(index) { ${live}const n = S[this.$base]; this.$check(index, n); const end = ${from('n')}; for (let slot = ${from('(index + 1)')}; slot < end; slot++) S[slot - ${width}] = S[slot]; clear(end - ${width}, end); S[this.$base] = n - 1; }`,
    `$assign(v) { if (v === this) return; v = this.$incoming(v); const n = v.length, old = S[this.$base]; if (n > ${capacity}) refuse(this.$base, v, ${component}); for (let index = 0; index < n; index++) this.$store(index, v.at(index)); if (n < old) clear(${from('n')}, ${from('old')}); S[this.$base] = n; }`,
  ].join('\n');
}
