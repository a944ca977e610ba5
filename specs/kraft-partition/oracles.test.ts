/**
 * What Rumur finds on a model of one partition of a KRaft cluster in Murphi (bench/peers/kraft-partition.m.in): no
 * symmetry, deadlock detection off. It was written without sight of the actions of ours; bench/peers/README.md has more.
 */
import { describe, expect, it } from 'vitest';
import { resolveConstants } from '../../checker/index.ts';
import {
  KRAFT_PARTITION_CONSTANTS,
  type KRaftPartitionConstants,
} from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import {
  KRAFT_PARTITION_SWITCHES,
  KRAFT_PARTITION_VERSIONS,
  type KRaftPartitionRules,
} from '../../model/kraft-partition/rules.ts';
import { summaryOf } from '../../model/testing/explore.ts';

/** A set of rules, switches that differ from it, constants that differ from the defaults; distinct states, transitions. */
type Row = readonly [
  version: keyof typeof KRAFT_PARTITION_VERSIONS,
  rules: Partial<KRaftPartitionRules>,
  chosen: Partial<KRaftPartitionConstants>,
  distinct: number,
  transitions: number,
];

const ROWS: readonly Row[] = [
  [
    'FROM_2_8',
    { highWatermarkBeforeTruncation: false },
    { brokers: 2, maxRecords: 2, maxPartitionEpoch: 2, powerFailures: 1 },
    19_816,
    89_078,
  ],
  [
    'FROM_3_0',
    {
      lastKnownLeader: 'if-active',
      highWatermarkNeedsMinIsr: true,
      heldUpFetch: 'is-checked-again',
      expiredSessions: 'at-once',
      eligible: 'active-process',
      refusedAsStale: 'revert',
      reelectedLeader: 'forgets-ends',
      countedIsr: 'proposed',
    },
    { brokers: 2, maxLeaderEpoch: 3, minIsr: 2, kills: 2 },
    11_508,
    41_146,
  ],
  [
    'FROM_3_0',
    {},
    { brokers: 2, maxRecords: 2, maxPartitionEpoch: 2, powerFailures: 1 },
    12_540,
    46_124,
  ],
  [
    'FROM_3_0',
    {},
    { maxLeaderEpoch: 1, maxPartitionEpoch: 2, minIsr: 2, leaderMoves: 1 },
    25_902,
    131_730,
  ],
  [
    'FROM_3_3',
    { highWatermarkAfterAnswer: 'any' },
    { brokers: 2, kills: 1, fencings: 1 },
    13_656,
    60_502,
  ],
  ['FROM_3_3', { updates: 'newer' }, { maxPartitionEpoch: 1, minIsr: 2 }, 4_065, 17_724],
  [
    'FROM_3_3',
    {},
    { brokers: 2, maxLeaderEpoch: 1, minIsr: 2, resends: 1, fencings: 1 },
    4_622,
    18_570,
  ],
  [
    'FROM_3_3',
    { expiredSessions: 'at-once', leaderEpochRises: 'on-fencing' },
    { brokers: 2, maxLeaderEpoch: 3, maxPartitionEpoch: 4, acks: 1, minIsr: 2, kills: 2 },
    17_072,
    75_610,
  ],
  ['FROM_3_3', {}, { brokers: 2, leaderMoves: 2, heldUpFetches: 1 }, 18_400, 79_918],
  [
    'FROM_3_5',
    {},
    { maxLeaderEpoch: 0, maxPartitionEpoch: 1, minIsr: 3, heldUpFetches: 1 },
    1_080,
    5_889,
  ],
  [
    'FROM_3_5',
    { countedIsr: 'proposed', ineligibleAfter: 'unclean-restart' },
    { brokers: 2, minIsr: 3, kills: 1 },
    2_826,
    9_998,
  ],
  [
    'FROM_3_5',
    { joinLooks: 'once' },
    { brokers: 2, maxLeaderEpoch: 1, minIsr: 2, resends: 1, fencings: 1 },
    4_622,
    18_570,
  ],
  [
    'FROM_3_5',
    {},
    { brokers: 2, maxPartitionEpoch: 4, minIsr: 3, powerFailures: 1 },
    4_924,
    17_658,
  ],
  [
    'FROM_3_5',
    { expiredSessions: 'at-once' },
    { brokers: 2, maxLeaderEpoch: 3, minIsr: 2, kills: 2 },
    8_334,
    29_692,
  ],
  [
    'FROM_3_5',
    { countedIsr: 'proposed' },
    { brokers: 2, minIsr: 3, shutdowns: 1, resends: 1 },
    15_780,
    62_846,
  ],
  [
    'FROM_3_6',
    { caughtUpFollower: 'is-waited-for' },
    { brokers: 2, maxRecords: 2, maxPartitionEpoch: 2, powerFailures: 1 },
    13_900,
    63_774,
  ],
  [
    'FROM_3_7',
    { highWatermarkNeedsMinIsr: false },
    { brokers: 2, maxRecords: 2, maxPartitionEpoch: 2, powerFailures: 1 },
    8_610,
    38_154,
  ],
  [
    'FROM_3_7',
    {},
    { maxLeaderEpoch: 1, maxPartitionEpoch: 1, minIsr: 2, resends: 1 },
    20_121,
    127_584,
  ],
  ['FROM_4_0', {}, { brokers: 2, maxLeaderEpoch: 3, minIsr: 2, kills: 2 }, 8_080, 36_834],
  [
    'FROM_4_0',
    {},
    { brokers: 2, maxRecords: 2, maxPartitionEpoch: 2, powerFailures: 1 },
    8_364,
    37_662,
  ],
  [
    'FROM_4_0',
    { joinLooks: 'twice', eligible: 'active' },
    { brokers: 2, minIsr: 2, kills: 1, heldUpFetches: 1 },
    14_826,
    82_906,
  ],
  [
    'REPAIRED',
    { divergingFetchCounts: true, highWatermarkBeforeTruncation: true },
    { brokers: 2, maxRecords: 2, maxPartitionEpoch: 2, powerFailures: 1 },
    7_458,
    32_324,
  ],
  [
    'REPAIRED',
    { updates: 'answers-first' },
    { brokers: 2, minIsr: 2, leaderMoves: 1, kills: 1, fencings: 1 },
    56_084,
    300_002,
  ],
  [
    'REPAIRED',
    { lastKnownLeader: 'never', highWatermarkAfterAnswer: 'any' },
    { brokers: 2, maxPartitionEpoch: 5, minIsr: 2, kills: 2 },
    26_686,
    139_558,
  ],
  [
    'REPAIRED',
    { ineligibleAfter: 'any-restart', leaderEpochRises: 'on-any-shrink', updates: 'not-older' },
    { brokers: 2, maxLeaderEpoch: 3, maxPartitionEpoch: 4, acks: 1, minIsr: 2, kills: 2 },
    12_868,
    51_538,
  ],
];

describe('the whole space is the one that Rumur finds', () => {
  it.each(ROWS)('%s with %j, at %j', (version, rules, chosen, distinct, transitions) => {
    const constants = resolveConstants(KRAFT_PARTITION_CONSTANTS, chosen);
    const model = kraftPartitionModel(
      { ...KRAFT_PARTITION_VERSIONS[version], ...rules },
      constants,
    );
    expect(summaryOf(model, { properties: [] })).toMatchObject({
      verdict: 'holds',
      distinct,
      transitions,
    });
  });

  it('there are rows for each value of each switch, and for each fault', () => {
    const rules = ROWS.map(([version, changed]) => ({
      ...KRAFT_PARTITION_VERSIONS[version],
      ...changed,
    }));
    for (const [name, values] of Object.entries(KRAFT_PARTITION_SWITCHES)) {
      const tried = new Set<unknown>(rules.map((row) => row[name as keyof KRaftPartitionRules]));
      for (const value of values) expect(tried.has(value), `${name}: ${value}`).toBe(true);
    }
    for (const [name, { default: usual }] of Object.entries(KRAFT_PARTITION_CONSTANTS)) {
      const tried = ROWS.map(([, , chosen]) => chosen[name as keyof KRaftPartitionConstants]);
      expect(
        tried.some((value) => value !== undefined && value !== usual),
        name,
      ).toBe(true);
    }
  });
});
