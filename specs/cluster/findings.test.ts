/** What docs/findings.md says of the cluster beyond what the specs expect. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolveConstants, type Spec } from '../../checker/index.ts';
import {
  type ClusterRules,
  FROM_0_11,
  FROM_2_0,
  FROM_2_0_1,
  FROM_2_1,
  FROM_2_5,
  REPAIRED,
  UNTIL_0_10,
} from '../../model/cluster/rules.ts';
import { CLUSTER_CONSTANTS, type ClusterConstants } from '../../model/cluster/state.ts';
import { exploreApart } from '../../model/testing/explore.ts';
import powerFailureRecovers from './power-failure-recovers.ts';
import powerFailure from './power-failure-repaired.ts';

const DOCS = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8');

const RULES: Readonly<Record<string, ClusterRules>> = {
  'until 0.10': UNTIL_0_10,
  '0.11 to 1.1': FROM_0_11,
  '2.0.0': FROM_2_0,
  '2.0.0 with KAFKA-7164 alone': { ...FROM_2_0, followerRestart: 'missed-epoch' },
  '2.0.0 with KAFKA-7415 alone': { ...FROM_2_0, epochCacheOnBecomeLeader: true },
  '2.0.1': FROM_2_0_1,
  '2.1 to 2.4': FROM_2_1,
  '2.5': FROM_2_5,
};

/** The rows of the table below this heading, without its head. */
function rowsBelow(heading: string): string[][] {
  const [, section = ''] = DOCS.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split(' | ')).slice(1);
}

/** What a search of a spec's bounds finds of its properties, under other rules. */
async function foundUnder(version: string, spec: Spec): Promise<string> {
  const rules = RULES[version];
  if (rules === undefined) throw new Error(`${version} is no version`);
  const constants = resolveConstants(spec.constants);
  const claims = spec
    .build(constants)
    .properties.filter(({ kind }) => kind === 'always' || kind === 'step');
  const { lengths, verdict } = await exploreApart({
    space: { cluster: rules, constants: constants as unknown as ClusterConstants },
    properties: claims.map(({ name }) => name),
  });
  const [length = 0] = Object.values(lengths);
  return verdict === 'holds' ? 'holds' : `in ${length - 1}`;
}

describe('logs after a power failure, by version', () => {
  const rows = rowsBelow('R02: KIP-101 alone does not repair it, nor does 2.0.1 wholly');

  it('has every set of rules', () => {
    expect(rows.map(([version]) => version)).toEqual(Object.keys(RULES));
  });

  it.each(rows)('%s', async (version = '', documented = '') => {
    expect(await foundUnder(version, powerFailure)).toBe(documented);
  });
});

/**
 * Another leader mends what KAFKA-7164 alone is about, unless a further record is fetched first. In 2.0.1 that record is fetched
 * in the old epoch. So it is under the rules of 2.1, where incremental fetches are not fenced; here a fetch session also outlives a restart of
 * the leader, which it does not in Kafka.
 */
describe('logs that can never agree again after a power failure, with moves of the leadership', () => {
  it.each([
    ['2.0.0 with KAFKA-7415 alone', 0, 10],
    ['2.0.1', 0, 12],
    ['until 0.10', 1, 10],
    ['0.11 to 1.1', 1, 10],
    ['2.0.0', 1, 10],
    ['2.0.0 with KAFKA-7164 alone', 1, 10],
    ['2.0.0 with KAFKA-7415 alone', 1, 11],
    ['2.0.1', 1, 12],
    ['2.5', 1, null],
  ] as const)('%s, moves: %i', async (version, leaderMoves, steps) => {
    const chosen = resolveConstants(powerFailureRecovers.constants, { leaderMoves });
    const { lengths } = await exploreApart({
      space: {
        cluster: RULES[version] as ClusterRules,
        constants: chosen as unknown as ClusterConstants,
      },
      properties: ['replicas-can-agree'],
    });
    expect(lengths).toEqual(steps === null ? {} : { 'replicas-can-agree': steps + 1 });
  });
});

describe('a repair and all the rules of its release', () => {
  const rows = rowsBelow('What a release was worth as a whole');

  it('has rows', () => {
    expect(rows).toHaveLength(10);
  });

  it.each(rows)('%s, %s', async (name = '', version = '', documented = '') => {
    const file = `./${name.replace(/`cluster\/(.*)`/, '$1')}.ts`;
    const { default: spec } = (await import(/* @vite-ignore */ file)) as { default: Spec };
    expect(await foundUnder(version, spec)).toBe(documented);
  });
});

describe('after a crash that loses records, whoever joins the ISR has what its leader has committed', () => {
  it.each([
    ['later', 'violated', 6],
    ['later-checked', 'violated', 6],
    ['with-the-read', 'holds', null],
  ] as const)('where a fetch is recorded %s: %s', async (fetchRecorded, verdict, steps) => {
    const chosen = { brokers: 2, maxRecords: 1, leaderMoves: 0, lossyCrashes: 1 };
    const { lengths, ...found } = await exploreApart({
      space: {
        cluster: { ...REPAIRED, fetchRecorded },
        constants: resolveConstants(CLUSTER_CONSTANTS, chosen),
      },
      properties: ['who-joins-is-complete'],
    });
    expect(found.verdict).toBe(verdict);
    expect(lengths).toEqual(steps === null ? {} : { 'who-joins-is-complete': steps + 1 });
  });
});

describe('a broker that starts again has left the ISR', () => {
  it.each([
    ['without an expired session', 0, null],
    ['not if its session has expired before', 1, 6],
  ])('%s', async (_, sessionExpiries, steps) => {
    const chosen = { brokers: 2, leaderMoves: 0, cleanCrashes: 1, sessionExpiries };
    const { lengths } = await exploreApart({
      space: { cluster: REPAIRED, constants: resolveConstants(CLUSTER_CONSTANTS, chosen) },
      properties: ['who-is-back-has-left-the-isr'],
    });
    expect(lengths).toEqual(steps === null ? {} : { 'who-is-back-has-left-the-isr': steps + 1 });
  });
});

describe('with one move and one epoch more the record is lost for good', () => {
  it.each([
    ['by a leader that misses an epoch', 'cluster/reelected-leader', 15],
    ['by a fetch that is recorded late', 'cluster/late-fetch', 16],
  ])('%s', async (_, spec, steps) => {
    const { lengths } = await exploreApart({
      space: { spec, chosen: { leaderMoves: 3, maxLeaderEpoch: 3 } },
      properties: ['committed-prefix-safe'],
    });
    expect(lengths).toEqual({ 'committed-prefix-safe': steps + 1 });
  });
});
