/**
 * How many distinct hashes a stream has, in little memory (Wegman's adaptive sampling; Flajolet 1990):
 * only those are kept whose lowest bits are 0, of more bits whenever too many have been kept.
 */

/** Kept at most; the standard error is 1.2 divided by the square root of it, 1 percent. */
const MOST = 2 ** 14;

export interface HashSample {
  readonly add: (hash: number) => void;
  /** How many distinct hashes there were, about. */
  readonly estimate: () => number;
  /** Whether that is exact, but for two values that share their 32 bits. */
  readonly isExact: () => boolean;
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
    isExact: () => bits === 0,
  };
}
