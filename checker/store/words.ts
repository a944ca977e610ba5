/** Straight-line code, generated for a number of words, that hashes, compares and copies packed states. */
import { generate } from '../schema/codec.ts';

export interface WordCode {
  readonly hash: (words: Int32Array, offset: number) => number;
  readonly equal: (a: Int32Array, aOffset: number, b: Int32Array, bOffset: number) => boolean;
  readonly copy: (from: Int32Array, offset: number, to: Int32Array, toOffset: number) => void;
}

/** One multiply-and-shift round a word and a last one to finish, with MurmurHash3's multipliers. */
export function wordCode(words: number): WordCode {
  const each = (line: (word: number) => string): string[] =>
    Array.from({ length: words }, (_, word) => line(word));
  const mix = (word: number): string =>
    `h = Math.imul(h ^ words[offset + ${word}], 0x85ebca6b); h ^= h >>> 15;`;
  const finish = 'h = Math.imul(h, 0xc2b2ae35); return h ^ (h >>> 16);';
  return {
    hash: generate(['words', 'offset'], ['let h = 0x2545f491;', ...each(mix), finish]),
    equal: generate(
      ['a', 'i', 'b', 'j'],
      [`return ${each((word) => `a[i + ${word}] === b[j + ${word}]`).join(' && ')};`],
    ),
    copy: generate(
      ['from', 'i', 'to', 'j'],
      each((word) => `to[j + ${word}] = from[i + ${word}];`),
    ),
  } as WordCode;
}
