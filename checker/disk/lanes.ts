/** Fingerprints of packed states: straight-line code, generated for a number of words. */
import { generate } from '../schema/codec.ts';

/** Writes three hashes of 32 bits that have nothing to do with each other: an address and two halves. */
export type Lanes = (words: Int32Array, offset: number, lanes: Int32Array, at: number) => void;

/** By lane: where it starts, and the multipliers of its rounds. Odd, and otherwise without a pattern. */
const LANES = [
  { start: 0x3c6ef372, first: 0xcc9e2d51, second: 0x1b873593 },
  { start: 0x510e527f, first: 0x9e3779b1, second: 0x85ebca77 },
  { start: 0x1f83d9ab, first: 0xc2b2ae3d, second: 0x27d4eb2f },
] as const;

/**
 * MurmurHash3's rounds and its finish, once a lane. Two states have one fingerprint only if all lanes
 * agree: no lane's value decides another's.
 */
export function lanesFor(words: number): Lanes {
  const lines = LANES.flatMap(({ start, first, second }, lane) => [
    `h = ${start};`,
    ...Array.from({ length: words }, (_, word) =>
      [
        `k = Math.imul(words[offset + ${word}], ${first});`,
        `k = Math.imul((k << 15) | (k >>> 17), ${second});`,
        'h ^= k; h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64 | 0;',
      ].join(' '),
    ),
    'h ^= h >>> 16; h = Math.imul(h, 0x85ebca6b); h ^= h >>> 13;',
    `h = Math.imul(h, 0xc2b2ae35); lanes[at + ${lane}] = h ^ (h >>> 16);`,
  ]);
  return generate(['words', 'offset', 'lanes', 'at'], ['let h, k;', ...lines]) as Lanes;
}
