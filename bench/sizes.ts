/** The sizes at which Kip320 is compared, and what every tool must find there. */

export interface Size {
  readonly replicas: number;
  readonly logSize: number;
  readonly maxRecords: number;
  readonly maxLeaderEpoch: number;
  /** Distinct states, as TLC counts them. */
  readonly distinct: number;
  /** Enabled action instances over the whole space. */
  readonly transitions: number;
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
    spinHashBits: 20,
  },
  {
    replicas: 3,
    logSize: 3,
    maxRecords: 3,
    maxLeaderEpoch: 2,
    distinct: 4_093_531,
    transitions: 11_444_787,
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
  spinHashBits: 24,
};

/** `3,2,2,2`: replicas, log size, records, highest leader epoch. */
export function sizeText(size: Size): string {
  return [size.replicas, size.logSize, size.maxRecords, size.maxLeaderEpoch].join(',');
}
