/** Fingerprints of packed states: straight-line code, generated for a number of words. */
import { generate } from '../schema/codec.ts';

/** Writes three hashes of 32 bits that have nothing to do with each other: an address and two halves. */
export type Lanes = (words: Int32Array, offset: number, lanes: Int32Array, at: number) => void;

/** By lane: where it starts, its multiplier and by how many bits it turns. Odd, and otherwise without a pattern. */
const LANES = [
  { start: 0x3c6ef372, factor: 0xcc9e2d51, turn: 13 },
  { start: 0x510e527f, factor: 0x9e3779b1, turn: 17 },
  { start: 0x1f83d9ab, factor: 0xc2b2ae3d, turn: 11 },
] as const;

/**
 * Every bit of a word is spread over all bits first (Ellis, "hash-prospector", lowbias32), for packed states
 * differ in few; then each lane takes the word in, in its own way. A lane ends as MurmurHash3 does.
 */
export function lanesFor(words: number): Lanes {
  const starts = LANES.map(({ start }, lane) => `let h${lane} = ${start};`);
  const rounds = Array.from({ length: words }, (_, word) => [
    `k = words[offset + ${word}]; k ^= k >>> 16; k = Math.imul(k, 0x21f0aaad);`,
    'k ^= k >>> 15; k = Math.imul(k, 0xd35a2d97); k ^= k >>> 15;',
    ...LANES.map(
      ({ factor, turn }, lane) =>
        `h${lane} = Math.imul(h${lane} ^ k, ${factor}); ` +
        `h${lane} = (h${lane} << ${turn}) | (h${lane} >>> ${32 - turn});`,
    ),
  ]).flat();
  const ends = LANES.map(
    (_, lane) =>
      `h${lane} ^= h${lane} >>> 16; h${lane} = Math.imul(h${lane}, 0x85ebca6b); ` +
      `h${lane} ^= h${lane} >>> 13; h${lane} = Math.imul(h${lane}, 0xc2b2ae35); ` +
      `lanes[at + ${lane}] = h${lane} ^ (h${lane} >>> 16);`,
  );
  return generate(
    ['words', 'offset', 'lanes', 'at'],
    ['let k;', ...starts, ...rounds, ...ends],
  ) as Lanes;
}
