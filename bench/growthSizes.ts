/** Spaces of one model that grow tenfold with each leader epoch, from ten thousand states to a hundred million. */
import type { Space } from './sizes.ts';

export interface GrowthSize extends Space {
  readonly rounds: number;
}

export const GROWTH_SIZES: readonly GrowthSize[] = [
  sizeOf(1, 6_787, 15_897, 3),
  sizeOf(2, 97_531, 236_862, 3),
  sizeOf(3, 1_095_838, 2_744_973, 3),
  sizeOf(4, 10_781_440, 27_629_133, 3),
  // Minutes a run.
  sizeOf(5, 98_227_465, 255_763_116, 1),
];

function sizeOf(
  maxLeaderEpoch: number,
  distinct: number,
  transitions: number,
  rounds: number,
): GrowthSize {
  return { replicas: 3, logSize: 1, maxRecords: 1, maxLeaderEpoch, distinct, transitions, rounds };
}
