/** The bounds of a search, and what an operator or a producer chooses. */
import type { ConstantRanges, Constants } from '../../checker/index.ts';
import { ACKS_ALL } from '../acks.ts';

export const KRAFT_PARTITION_CONSTANTS = {
  brokers: { default: 3, min: 2, max: 4, about: 'replicas of the partition' },
  maxRecords: { default: 1, min: 1, max: 3, about: 'records that producers send' },
  maxLeaderEpoch: { default: 2, min: 0, max: 5, about: 'the highest leader epoch; it begins at 0' },
  maxPartitionEpoch: {
    default: 3,
    min: 1,
    max: 8,
    about: 'the highest partition epoch: changes of leader, ISR or eligible leader replicas',
  },
  acks: {
    default: ACKS_ALL,
    min: 1,
    max: ACKS_ALL,
    about: "the producers' acks: 1, or 2 for all",
  },
  minIsr: { default: 1, min: 1, max: 4, about: 'min.insync.replicas' },
  leaderMoves: { default: 0, min: 0, max: 3, about: 'elections of a preferred leader' },
  shutdowns: { default: 0, min: 0, max: 3, about: 'controlled shutdowns' },
  kills: {
    default: 0,
    min: 0,
    max: 3,
    about: 'processes that are killed, and lose nothing (faults)',
  },
  powerFailures: {
    default: 0,
    min: 0,
    max: 3,
    about: 'brokers that lose power, and any end of their logs (faults)',
  },
  heldUpFetches: {
    default: 0,
    min: 0,
    max: 1,
    about: 'fetches that the leader checks, and takes note of some time later',
  },
  resends: {
    default: 0,
    min: 0,
    max: 1,
    about: 'requests sent once more, of which the first copy may arrive as well (faults)',
  },
  fencings: {
    default: 0,
    min: 0,
    max: 3,
    about: 'brokers fenced while they run, as heartbeats are late (faults)',
  },
} as const satisfies ConstantRanges;

export type KRaftPartitionConstants = Constants<typeof KRAFT_PARTITION_CONSTANTS>;
