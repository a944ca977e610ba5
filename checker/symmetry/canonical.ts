/**
 * The canonical representative of a state under renaming: of all states that differ from it only in who
 * is who, always the same one. Individuals are put in the order of their keys, and where keys tie, of
 * all the orders the one that gives the smallest row of slots is taken.
 */
import { bagSorter } from '../schema/bags.ts';
import type { IdentitySchema, RecordSchema } from '../schema/kinds.ts';
import { slotCount } from '../schema/layout.ts';
import { type Comparison, comparisonOf, MORE, pairsOf, TIED } from './keys.ts';
import { placesOf } from './places.ts';
import { renamerOf } from './rename.ts';
import { type Renaming, renamedTypes, renamingsOf } from './renamings.ts';

/** Typed arrays of 64 bytes or less live in V8's moving heap, where generated code is slower. */
const FEWEST_SLOTS = 32;

export interface Symmetry {
  /** The identity types whose individuals are renamed. */
  readonly types: readonly IdentitySchema[];
  /** Every renaming, the one that changes nothing first. */
  readonly renamings: readonly Renaming[];
  /** Writes the renamed state into another row of slots, its bags sorted. */
  readonly rename: (from: Int32Array, to: Int32Array, renaming: Renaming) => void;
  /** The row that holds the canonical form of the state in `slots`: `slots`, its bags sorted, or another. */
  readonly canonicalOf: (slots: Int32Array) => Int32Array;
}

/**
 * Prepares the symmetry reduction of a state.
 * @throws SchemaError when the state names no individuals, or too many to be renamed in every way.
 */
export function symmetryOf(schema: RecordSchema): Symmetry {
  const types = renamedTypes(schema);
  const places = placesOf(schema);
  const renamings = renamingsOf(types, places);
  const renameInto = renamerOf(places);
  const sortBags = bagSorter(schema);
  const rename: Symmetry['rename'] = (from, to, renaming) => {
    renameInto(from, to, renaming);
    if (sortBags !== null) sortBags(to);
  };
  const compare = comparisonOf(types, places);
  const candidates = candidatesBy(types, renamings);
  const width = slotCount(schema);
  let best = new Int32Array(Math.max(width, FEWEST_SLOTS));
  let other = new Int32Array(Math.max(width, FEWEST_SLOTS));
  const canonicalOf = (slots: Int32Array): Int32Array => {
    const comparison = compare(slots);
    if (comparison === 0) {
      if (sortBags !== null) sortBags(slots);
      return slots;
    }
    const choice = candidates(comparison);
    rename(slots, best, choice[0] as Renaming);
    for (let nth = 1; nth < choice.length; nth++) {
      rename(slots, other, choice[nth] as Renaming);
      if (isSmaller(other, best, width)) [best, other] = [other, best];
    }
    return best;
  };
  return { types, renamings, rename, canonicalOf };
}

/** The renamings that put individuals in the order of their keys, by how these compare. */
function candidatesBy(
  types: readonly IdentitySchema[],
  renamings: readonly Renaming[],
): (comparison: ReturnType<Comparison>) => readonly Renaming[] {
  const pairs = pairsOf(types);
  // An array and not a map, in which to look took a fiftieth of a search.
  const known: (readonly Renaming[])[] = [];
  const isInOrder = (comparison: number, { permutations }: Renaming): boolean =>
    pairs.every(({ type, one, other }, nth) => {
      const order = (comparison >>> (2 * nth)) & 3;
      const to = permutations.get(type)?.to ?? [];
      const isBefore = (to[one] as number) < (to[other] as number);
      return order === TIED || isBefore === (order !== MORE);
    });
  return (comparison) => {
    const found = known[comparison];
    if (found !== undefined) return found;
    const chosen = renamings.filter((renaming) => isInOrder(comparison, renaming));
    known[comparison] = chosen;
    return chosen;
  };
}

function isSmaller(one: Int32Array, other: Int32Array, width: number): boolean {
  for (let slot = 0; slot < width; slot++) {
    if (one[slot] !== other[slot]) return (one[slot] as number) < (other[slot] as number);
  }
  return false;
}
