/** The sizes at which Kip320 is compared, and what every tool must find there. */

export interface Bounds {
  readonly replicas: number;
  readonly logSize: number;
  readonly maxRecords: number;
  readonly maxLeaderEpoch: number;
}

export interface Counts {
  /** Distinct states, as TLC counts them. */
  readonly distinct: number;
  /** Enabled action instances over the whole space. */
  readonly transitions: number;
}

export interface Space extends Bounds, Counts {}

export interface Size extends Space {
  /** States that differ only in which replica is which counted once, and the steps from one of each. */
  readonly orbits: Counts;
  /** Compared with symmetry only: without it, it would take too long. */
  readonly symmetryOnly: boolean;
  /** SPIN's hash table has two to the power of this many slots: about one a state. */
  readonly spinHashBits: number;
}

export const SIZES: readonly Size[] = [
  {
    replicas: 3,
    logSize: 2,
    maxRecords: 2,
    maxLeaderEpoch: 2,
    distinct: 737_794,
    transitions: 1_929_153,
    orbits: { distinct: 123_311, transitions: 322_594 },
    symmetryOnly: false,
    spinHashBits: 20,
  },
  {
    replicas: 3,
    logSize: 3,
    maxRecords: 3,
    maxLeaderEpoch: 2,
    distinct: 4_093_531,
    transitions: 11_444_787,
    orbits: { distinct: 683_278, transitions: 1_910_828 },
    symmetryOnly: false,
    spinHashBits: 23,
  },
];

/** Minutes a round. */
export const LARGE_SIZE: Size = {
  replicas: 3,
  logSize: 2,
  maxRecords: 2,
  maxLeaderEpoch: 3,
  distinct: 9_985_570,
  transitions: 26_629_362,
  orbits: { distinct: 1_665_204, transitions: 4_441_141 },
  symmetryOnly: false,
  spinHashBits: 24,
};

/** Where reducing by symmetry is what makes the difference. */
export const SYMMETRIC_SIZE: Size = {
  replicas: 3,
  logSize: 2,
  maxRecords: 3,
  maxLeaderEpoch: 3,
  distinct: 28_002_814,
  transitions: 76_017_570,
  orbits: { distinct: 4_668_078, transitions: 12_672_509 },
  symmetryOnly: true,
  spinHashBits: 25,
};

/** `3,2,2,2`: replicas, log size, records, highest leader epoch. */
export function sizeText(bounds: Bounds): string {
  const { replicas, logSize, maxRecords, maxLeaderEpoch } = bounds;
  return [replicas, logSize, maxRecords, maxLeaderEpoch].join(',');
}
