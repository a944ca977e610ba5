/**
 * The KRaft quorum: the voters of the metadata log, whose leader is the active controller. Every voter is
 * a controller; brokers, which only follow, are left out. See docs/protocol.md for what else is.
 */
import {
  bool,
  type ConstantRanges,
  type Constants,
  type Draft,
  emptySet,
  type Identity,
  identity,
  individuals,
  int,
  list,
  mapOf,
  mapOver,
  oneOf,
  optional,
  record,
  setOf,
  size,
  type Value,
} from '../../checker/index.ts';
import { LEADER_CHANGE, metadataLogSchema, metadataLogSize } from './metadataLog.ts';

export const KRAFT_QUORUM_CONSTANTS = {
  voters: { default: 3, min: 1, max: 5, about: 'voters of the metadata log: the controllers' },
  maxEpoch: { default: 3, min: 1, max: 6, about: 'the highest epoch; elections begin at 1' },
  maxRecords: { default: 1, min: 0, max: 4, about: 'records written, besides LeaderChange' },
  resignations: {
    default: 0,
    min: 0,
    max: 2,
    about: 'leaders that resign: at shutdown, on request, or as too few fetch from them',
  },
  crashes: {
    default: 1,
    min: 0,
    max: 3,
    about: 'voters that lose power and come back: what is not flushed may be gone (faults)',
  },
  cutOffs: { default: 0, min: 0, max: 3, about: 'followers that the network cuts off (faults)' },
  stableLeader: {
    default: 0,
    min: 0,
    max: 1,
    about: '1: begins with a leader whom all follow; timeouts expire only out of its reach',
  },
} as const satisfies ConstantRanges;

export type KRaftQuorumConstants = Constants<typeof KRAFT_QUORUM_CONSTANTS>;

export type Voter = Identity<'voter'>;

/** The classes of org.apache.kafka.raft, by name; Voted (until 3.8) is an unattached voter with a vote. */
export const ROLES = [
  'unattached',
  'follower',
  /** Asks for pre-votes, in the epoch that it is in (KIP-996). */
  'prospective',
  'candidate',
  'leader',
  /** Was leader in this epoch and no longer acts, nor votes in it. */
  'resigned',
] as const;

export function kraftQuorumSchema(constants: KRaftQuorumConstants) {
  const voter = identity('voter', constants.voters);
  const epoch = int(0, constants.maxEpoch);
  const offset = int(0, metadataLogSize(constants));
  return record({
    voters: mapOf(
      voter,
      record({
        role: oneOf(...ROLES),
        epoch,
        /** Whom it knows to lead in its epoch: itself if it does, or did and has resigned. */
        leader: optional(voter),
        /** Whom it has voted for in its epoch; until 3.9 not kept once it knows a leader. */
        votedFor: optional(voter),
        /** A candidate's, or prospective's: whose votes, or pre-votes, it has. */
        granted: setOf(voter),
        log: metadataLogSchema(constants),
        /** A leader's last record is not on its disk yet. */
        appending: bool(),
        /** 0 also for a high watermark that is not known. */
        highWatermark: offset,
        /** A leader's: where its epoch begins in the log, and how far its followers have fetched. */
        epochStart: offset,
        ends: mapOf(voter, offset),
        /** A follower's: whether a fetch in this epoch was answered. */
        hasFetched: bool(),
      }),
    ),
    /** Voters that reach nobody, and whom nobody reaches. */
    cutOff: setOf(voter),
    nextRecordId: int(0, constants.maxRecords),
    resignations: int(0, constants.resignations),
    /** For the properties only: who has led each epoch from 1 on, ... */
    elected: list(optional(voter), constants.maxEpoch),
    /** ... and what was below a leader's high watermark at some time, by offset. */
    committed: metadataLogSchema(constants),
    faults: record({
      crashes: int(0, constants.crashes),
      cutOffs: int(0, constants.cutOffs),
    }),
  });
}

export type KRaftQuorumSchema = ReturnType<typeof kraftQuorumSchema>;
export type KRaftQuorumState = Value<KRaftQuorumSchema>;
export type KRaftQuorumDraft = Draft<KRaftQuorumSchema>;
export type VoterState = ReturnType<KRaftQuorumState['voters']['at']>;
export type VoterDraft = ReturnType<KRaftQuorumDraft['voters']['at']>;

export function voterType(schema: KRaftQuorumSchema) {
  return schema.fields.voters.key;
}

/** A new cluster, all of whose voters are unattached in epoch 0; or one with a leader, any of them. */
export function initialStates(
  schema: KRaftQuorumSchema,
  constants: KRaftQuorumConstants,
): KRaftQuorumState[] {
  return constants.stableLeader === 0
    ? [newCluster(schema, constants)]
    : votersOf(schema).map((leader) => stableCluster(schema, constants, leader));
}

function newCluster(
  schema: KRaftQuorumSchema,
  { maxEpoch }: KRaftQuorumConstants,
): KRaftQuorumState {
  const voter = voterType(schema);
  return {
    voters: mapOver(voter, () => ({
      role: 'unattached',
      epoch: 0,
      leader: null,
      votedFor: null,
      granted: emptySet<Voter>(),
      log: [],
      appending: false,
      highWatermark: 0,
      epochStart: 0,
      ends: mapOver(voter, () => 0),
      hasFetched: false,
    })),
    cutOff: emptySet<Voter>(),
    nextRecordId: 0,
    resignations: 0,
    elected: Array.from({ length: maxEpoch }, () => null),
    committed: [],
    faults: { crashes: 0, cutOffs: 0 },
  };
}

/** In epoch 1, whose LeaderChange everybody has and knows to be committed. */
function stableCluster(
  schema: KRaftQuorumSchema,
  constants: KRaftQuorumConstants,
  leader: Voter,
): KRaftQuorumState {
  const voter = voterType(schema);
  const start = newCluster(schema, constants);
  const log = [{ id: LEADER_CHANGE, epoch: 1 }];
  return {
    ...start,
    voters: mapOver(voter, (own) => ({
      ...start.voters.at(own),
      role: own === leader ? 'leader' : 'follower',
      epoch: 1,
      leader,
      log,
      highWatermark: 1,
      ends: mapOver(voter, (other) => (own === leader && other !== leader ? 1 : 0)),
      hasFetched: own !== leader,
    })),
    elected: Array.from({ length: constants.maxEpoch }, (_, at) => (at === 0 ? leader : null)),
    committed: log,
  };
}

/** All voters of the quorum. An array of its own at each call: not for guards and effects. */
export function votersOf(schema: KRaftQuorumSchema): readonly Voter[] {
  return individuals(voterType(schema));
}

/** Whether so many are more than half of these voters. */
export function isMajority(count: number, everyone: readonly Voter[]): boolean {
  return 2 * count > everyone.length;
}

/** Whether those who granted a vote, or a pre-vote, are a majority. */
export function hasMajority(own: VoterState, everyone: readonly Voter[]): boolean {
  return isMajority(size(own.granted), everyone);
}
