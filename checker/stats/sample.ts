/**
 * How many distinct hashes a stream has, in little memory (Wegman's adaptive sampling; Flajolet 1990):
 * only those are kept whose lowest bits are 0, of more bits whenever too many have been kept.
 */

/** Kept at most; the standard error is 1.2 divided by the square root of it, 1 percent. */
const MOST = 2 ** 14;

export interface HashSample {
  readonly add: (hash: number) => void;
  /** How many distinct hashes there were: exactly while all are kept, about from then on. */
  readonly estimate: () => number;
}

/** An empty sample of 32-bit hashes. */
export function createHashSample(): HashSample {
  let kept = new Set<number>();
  let bits = 0;
  let mask = 0;
  return {
    add: (hash) => {
      if ((hash & mask) !== 0) return;
      kept.add(hash);
      while (kept.size > MOST) {
        bits += 1;
        mask = 2 ** bits - 1;
        kept = new Set([...kept].filter((one) => (one & mask) === 0));
      }
    },
    estimate: () => kept.size * 2 ** bits,
  };
}
