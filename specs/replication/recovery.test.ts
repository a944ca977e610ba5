/**
 * What can always come about again in KIP-320's replication: the verdicts are Rumur's, version v2022.08.20-1, by its
 * `liveness` on the model in Murphi (bench/peers/kip-320.m.in), no symmetry, deadlock detection off. The replicas were a range
 * there rather than a scalarset, so that one of them can be named. No action is a fault, so that it asks the same: whether
 * from each state one can be reached that has it. How many states it is not true of was read from the verifier that Rumur had
 * made: those that it visited and has not marked in the end.
 */
import { describe, expect, it } from 'vitest';
import {
  advance,
  advanceRecovery,
  createSearch,
  has,
  individuals,
  type Model,
  outcomeOf,
  propertiesOf,
} from '../../checker/index.ts';
import { agreeBelow } from '../../model/log.ts';
import { replicationModel } from '../../model/replication/model.ts';
import { isTrueLeader, presumesLeadership } from '../../model/replication/roles.ts';
import { KIP_320 } from '../../model/replication/rules.ts';
import {
  type Replica,
  type ReplicationConstants,
  type ReplicationState,
  replicaType,
  replicationSchema,
} from '../../model/replication/state.ts';

type Goal = (
  state: ReplicationState,
  everyone: readonly Replica[],
  bounds: ReplicationConstants,
) => boolean;

const leads: Goal = (state, everyone) => everyone.some((one) => isTrueLeader(state, one));

const agree: Goal = (state, everyone) =>
  everyone.some((leader) => {
    const { log } = state.replicas.at(leader);
    const isSame = (replica: Replica): boolean => {
      const other = state.replicas.at(replica).log;
      return other.length === log.length && agreeBelow(log, other, log.length);
    };
    return isTrueLeader(state, leader) && everyone.every(isSame);
  });

const allInIsr: Goal = ({ quorum }, everyone) => everyone.every((one) => has(quorum.isr, one));

const hasNoLeaderOr =
  (goal: Goal): Goal =>
  (state, everyone, bounds) =>
    state.quorum.leader === null || goal(state, everyone, bounds);

const GOALS = {
  'nobody presumes leadership in an older epoch': (state, everyone) =>
    everyone.every(
      (one) =>
        !presumesLeadership(state, one) ||
        state.replicas.at(one).leaderEpoch === state.quorum.leaderEpoch,
    ),
  'one at most presumes leadership': (state, everyone) =>
    everyone.filter((one) => presumesLeadership(state, one)).length <= 1,
  'nobody presumes leadership': (state, everyone) =>
    !everyone.some((one) => presumesLeadership(state, one)),
  'a leader leads': leads,
  'the first replica leads': (state, [first]) => isTrueLeader(state, first as Replica),
  'no leader, or it leads': hasNoLeaderOr(leads),
  'all logs are that of the leader': agree,
  'no leader, or all logs are its own': hasNoLeaderOr(agree),
  'everybody is in the ISR': allInIsr,
  'somebody is in the ISR': ({ quorum }, everyone) => everyone.some((one) => has(quorum.isr, one)),
  'no leader, or everybody is in the ISR': hasNoLeaderOr(allInIsr),
  'every high watermark is at the end of its log': ({ replicas }) =>
    replicas.every(({ highWatermark, log }) => highWatermark === log.length),
  'no leader, or its high watermark is at the end': hasNoLeaderOr((state, everyone) =>
    everyone.some((one) => {
      const { highWatermark, log } = state.replicas.at(one);
      return isTrueLeader(state, one) && highWatermark === log.length;
    }),
  ),
  'all high watermarks are the same': ({ replicas }, everyone) =>
    new Set(everyone.map((one) => replicas.at(one).highWatermark)).size === 1,
  'no log is empty': ({ replicas }) => replicas.every(({ log }) => log.length > 0),
  'every log is full': ({ replicas }, _, { logSize }) =>
    replicas.every(({ log }) => log.length === logSize),
  'no leader, or no record is left': hasNoLeaderOr(
    ({ nextRecordId }, _, { maxRecords }) => nextRecordId === maxRecords,
  ),
  'nobody has followed yet': (state, everyone) =>
    everyone.every(
      (one) => state.replicas.at(one).leader === null || presumesLeadership(state, one),
    ),
  'it is the first epoch': ({ quorum }) => quorum.leaderEpoch === 0,
  'no epoch is left': ({ requests }, _, { maxLeaderEpoch }) => requests.length > maxLeaderEpoch,
} satisfies Record<string, Goal>;

/** Replicas, log size, records, highest leader epoch. */
const SIZES = [
  '2 1 1 0',
  '2 2 2 0',
  '3 1 1 0',
  '3 1 2 0',
  '3 2 2 0',
  '2 1 1 1',
  '2 1 2 1',
  '2 2 1 1',
  '2 2 2 1',
  '3 1 1 1',
  '2 1 1 2',
  '2 2 2 2',
];

/** By size, in that order: how many states have lost it; 0 where it can always come about again. */
const LOST: Readonly<Record<keyof typeof GOALS, string>> = {
  'nobody presumes leadership in an older epoch': '0 0 0 0 0 32 32 32 88 264 230 854',
  'one at most presumes leadership': '0 0 0 0 0 0 0 0 0 0 0 0',
  'nobody presumes leadership': '32 88 264 264 1056 262 310 262 942 6753 1336 5944',
  'a leader leads': '2 2 3 3 3 36 36 36 92 273 240 864',
  'the first replica leads': '19 47 181 181 709 139 163 139 479 4436 682 2986',
  'no leader, or it leads': '0 0 0 0 0 0 0 0 0 0 0 0',
  'all logs are that of the leader': '2 2 3 3 3 36 36 36 92 273 240 864',
  'no leader, or all logs are its own': '0 0 0 0 0 0 0 0 0 0 0 0',
  'everybody is in the ISR': '2 2 3 3 3 36 36 36 92 273 240 864',
  'somebody is in the ISR': '0 0 0 0 0 2 2 2 2 0 36 92',
  'no leader, or everybody is in the ISR': '0 0 0 0 0 0 0 0 0 0 0 0',
  'every high watermark is at the end of its log': '8 20 120 120 468 64 80 64 242 3207 302 1502',
  'no leader, or its high watermark is at the end': '0 0 0 0 0 0 0 0 0 0 0 0',
  'all high watermarks are the same': '4 12 60 60 300 30 38 30 126 1815 150 784',
  'no log is empty': '2 2 3 3 3 10 2 10 10 318 64 72',
  'every log is full': '2 2 3 3 3 10 2 277 96 318 64 926',
  'no leader, or no record is left': '0 0 0 267 0 0 166 0 0 0 0 0',
  'nobody has followed yet': '22 70 237 237 1011 148 184 148 622 6162 656 3374',
  'it is the first epoch': '0 0 0 0 0 240 288 240 864 6516 1328 5880',
  'no epoch is left': '0 0 0 0 0 0 0 0 0 0 2 2',
};

/** By goal: how many states have lost it. */
function lostAt(size: string): Record<string, number> {
  const [replicas = 0, logSize = 0, maxRecords = 0, maxLeaderEpoch = 0] = size
    .split(' ')
    .map(Number);
  const constants = { replicas, logSize, maxRecords, maxLeaderEpoch };
  const schema = replicationSchema(constants);
  const everyone = individuals(replicaType(schema));
  const { recoverable } = propertiesOf(schema);
  const properties = Object.entries<Goal>(GOALS).map(([name, goal]) =>
    recoverable(name, { claim: name, holds: (state) => goal(state, everyone, constants) }),
  );
  const model: Model = { ...replicationModel(KIP_320, constants), properties };
  const search = createSearch(model, { all: true });
  while (!advance(search, 1_000_000));
  const lost: Record<string, number> = {};
  while (!advanceRecovery(search, 1)) {
    const { recovery } = search;
    if (recovery === null) throw new Error('a single state was all there was to look at');
    advanceRecovery(search, Number.POSITIVE_INFINITY);
    lost[recovery.property.name] = recovery.ways.reaches.filter((reaches) => reaches === 0).length;
  }
  const { findings, complete } = outcomeOf(search);
  expect(complete).toBe(true);
  const violated = findings.map((finding) =>
    finding.kind === 'violated' ? finding.property.name : finding.kind,
  );
  expect(violated).toEqual(Object.keys(lost).filter((name) => lost[name] !== 0));
  return lost;
}

describe('from how many states something cannot come about again is what Rumur says', () => {
  it.each(SIZES.map((size, nth) => [size, nth] as const))('%s', (size, nth) => {
    const expected = Object.entries(LOST).map(([name, lost]) => [
      name,
      Number(lost.split(' ')[nth]),
    ]);
    expect(lostAt(size)).toEqual(Object.fromEntries(expected));
  });
});
