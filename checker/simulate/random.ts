/** Random numbers that a seed decides: the same row on every machine, and another one for each walk. */

/** A whole number from 0 to one less than `below`. */
export type Random = (below: number) => number;

/** Seeds are below this. */
export const SEEDS = 2 ** 32;

/** The numbers of one walk under a seed (sfc32, with its state filled by splitmix32). */
export function randomOf(seed: number, walk: number): Random {
  let a = mixed(seed);
  let b = mixed(a ^ walk);
  let c = mixed(b + 0x9e3779b9);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first few still show how alike two seeds were.
  for (let round = 0; round < 12; round++) next();
  return (below) => Math.floor((next() / 2 ** 32) * below);
}

/** The finisher of splitmix32: every bit of the result depends on every bit of the number. */
function mixed(number: number): number {
  let bits = (number + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}
