/** Generated code that renames the individuals of a state from one row of slots into another. */
import { generate } from '../schema/codec.ts';
import { inUse, type Place } from './places.ts';
import { codedKind, codedKinds, kindKey, type Renaming } from './renamings.ts';

/** Writes a renamed state into another row of slots. Bags in it are not sorted again. */
export type Renamer = (from: Int32Array, to: Int32Array, renaming: Renaming) => void;

export function renamerOf(places: readonly Place[]): Renamer {
  const kinds = codedKinds(places).map(kindKey);
  const bySlot = new Map<number, string[]>();
  places.forEach((place, number) => {
    const expressions = bySlot.get(place.slot) ?? [];
    bySlot.set(place.slot, expressions);
    expressions.push(renamed(place, number, kinds));
  });
  return generate(
    ['S', 'D', 'renaming'],
    [
      'const from = renaming.sources;',
      ...kinds.map((_, nth) => `const codes${nth} = renaming.codes[${nth}];`),
      ...[...bySlot]
        .sort(([one], [other]) => one - other)
        .map(
          ([slot, expressions]) => `D[${slot}] = ${expressions.join('').replace(/: $/, ': 0')};`,
        ),
    ],
  ) as Renamer;
}

/**
 * What renaming brings to a place. Where a place need not be in use, and the number 0 of one that is not
 * would be renamed or is another variant's, the expression ends in `:` and the next one, or `0`.
 */
function renamed(place: Place, number: number, kinds: readonly string[]): string {
  const source = place.owners.length === 0 ? place.slot : `from[${number}]`;
  const kind = codedKind(place.schema);
  const value =
    kind === null ? `S[${source}]` : `codes${kinds.indexOf(kindKey(kind))}[S[${source}]]`;
  const keepsZero = kind === null || kind.many || kind.optional;
  if (place.when.length === 0 || (keepsZero && !place.shared)) return value;
  return `${inUse(place, 'D')} ? ${value} : `;
}
