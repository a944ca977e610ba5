/** What history changed in the replication protocol: a switch for each thing, and its sets by era. */
import type { RulesOf, Switches } from '../../checker/index.ts';
import { TRUNCATION_RULES } from '../truncation.ts';

/**
 * What a leader knows of a follower when it judges its progress.
 * - `leader`: that it follows this leader, in whatever epoch (fetch requests before KIP-320).
 * - `record-epoch`: also that its last record has the epoch of the leader's record there.
 * - `leader-epoch`: that it is in the leader's epoch, which fetch requests carry since KIP-320 (2.1).
 */
const FENCING = ['leader', 'record-epoch', 'leader-epoch'] as const;

export type Fencing = (typeof FENCING)[number];

export const REPLICATION_SWITCHES = {
  /** `on-fetch`: becoming follower truncates nothing; a fetch that finds a divergence does. */
  truncation: [...TRUNCATION_RULES, 'on-fetch'],
  /** Fetch only within the leader's epoch. */
  fetch: FENCING,
  /** Advance the high watermark only when every ISR member is in the leader's epoch. */
  highWatermark: FENCING,
  /** Judge by it which followers to take into the ISR and out of it. */
  isr: FENCING,
  /**
   * Whom a replica becomes follower of, when a request names a leader: whoever is `named`, only one
   * that `presumes-leadership` by then, or only one that is already `in-epoch` of the request.
   */
  followLeader: ['named', 'presumes-leadership', 'in-epoch'],
  /** Expand the ISR only once the high watermark has reached the leader's own epoch (KAFKA-7128). */
  expandInOwnEpoch: [false, true],
  /** Expand the ISR only with a follower that has reached the high watermark. */
  expandAtHighWatermark: [false, true],
} as const satisfies Switches;

export type ReplicationRules = RulesOf<typeof REPLICATION_SWITCHES>;

const UNFENCED = {
  fetch: 'leader',
  highWatermark: 'leader',
  isr: 'leader',
  followLeader: 'named',
  expandInOwnEpoch: false,
  expandAtHighWatermark: true,
} as const;

/** Until 0.10; the TLA+ module KafkaTruncateToHighWatermark. */
export const TRUNCATE_TO_HIGH_WATERMARK: ReplicationRules = {
  ...UNFENCED,
  truncation: 'high-watermark',
};

/** KIP-101, 0.11 to 1.1; module Kip101. */
export const KIP_101: ReplicationRules = { ...UNFENCED, truncation: 'leader-epoch' };

/** KIP-279, 2.0; module Kip279. */
export const KIP_279: ReplicationRules = { ...UNFENCED, truncation: 'matching-offset' };

/** The first design of KIP-320, never released; module Kip320FirstTry. */
export const KIP_320_FIRST_TRY: ReplicationRules = {
  truncation: 'on-fetch',
  fetch: 'record-epoch',
  highWatermark: 'record-epoch',
  isr: 'record-epoch',
  followLeader: 'named',
  expandInOwnEpoch: true,
  expandAtHighWatermark: true,
};

/** KIP-320, since 2.1; module Kip320. */
export const KIP_320: ReplicationRules = {
  truncation: 'matching-offset',
  fetch: 'leader-epoch',
  highWatermark: 'leader-epoch',
  isr: 'leader-epoch',
  followLeader: 'in-epoch',
  expandInOwnEpoch: true,
  expandAtHighWatermark: true,
};
