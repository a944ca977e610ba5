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
    spinHashBits: 23,
  },
];

/** Ten million states: minutes a round. */
export const LARGE_SIZE: Size = {
  replicas: 3,
  logSize: 2,
  maxRecords: 2,
  maxLeaderEpoch: 3,
  distinct: 9_985_570,
  transitions: 26_629_362,
  orbits: { distinct: 1_665_204, transitions: 4_441_141 },
  spinHashBits: 24,
};

/** `3,2,2,2`: replicas, log size, records, highest leader epoch. */
export function sizeText(bounds: Bounds): string {
  const { replicas, logSize, maxRecords, maxLeaderEpoch } = bounds;
  return [replicas, logSize, maxRecords, maxLeaderEpoch].join(',');
}
