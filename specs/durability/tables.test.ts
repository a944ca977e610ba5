/** The tables of docs/protocol.md that say which settings and versions keep what: every cell is searched. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withDefaults } from '../../checker/index.ts';
import { durabilityModel } from '../../model/durability/model.ts';
import {
  type DurabilityRules,
  FROM_0_11,
  FROM_2_0,
  FROM_2_1,
  UNTIL_0_10,
} from '../../model/durability/rules.ts';
import { DURABILITY_CONSTANTS, type DurabilityConstants } from '../../model/durability/state.ts';
import { summaryOf } from '../../model/testing/explore.ts';

const DOCS = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

type Settings = Partial<DurabilityConstants>;

/** What a search says of one property: `holds`, or in how many steps it breaks. */
function verdictOf(rules: DurabilityRules, settings: Settings, property: string): string {
  const ranges = withDefaults(DURABILITY_CONSTANTS, settings);
  const constants = Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => [name, range.default]),
  ) as DurabilityConstants;
  const model = durabilityModel(rules, constants);
  const { verdict, lengths } = summaryOf(model, { properties: [property] });
  return verdict === 'holds' ? 'holds' : `${(lengths[property] ?? 0) - 1}`;
}

/** The cells of the row that begins with these cells, in the table below this heading. */
function documented(heading: string, ...head: readonly string[]): readonly string[] {
  const [, section = ''] = DOCS.split(`\n### ${heading}\n`);
  const rows = section.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const row = rows.find((cells) => head.every((cell, column) => cells[column] === cell));
  return row?.slice(head.length) ?? [];
}

const lost = (verdict: string): string => (verdict === 'holds' ? 'kept' : `lost in ${verdict}`);

const ONE_CLEAN: Settings = { cleanCrashes: 1 };
const ONE_LOSSY: Settings = { cleanCrashes: 0, lossyCrashes: 1 };
const CRASHES: readonly Settings[] = [
  { cleanCrashes: 0 },
  { cleanCrashes: 0, leaderMoves: 1 },
  ONE_CLEAN,
  { cleanCrashes: 2 },
  ONE_LOSSY,
];

describe('acks, min ISR and crashes', () => {
  it.each([
    ['0', 1],
    ['0', 2],
    ['1', 1],
    ['1', 2],
    ['all', 1],
    ['all', 2],
  ] as const)('acks=%s, min ISR %i', (acks, minIsr) => {
    const settings = { acks: acks === 'all' ? 2 : Number(acks), minIsr };
    const found = CRASHES.map((crashes) =>
      lost(verdictOf(FROM_2_1, { ...settings, ...crashes }, 'acknowledged-records-survive')),
    );
    expect(documented('Which settings lose an acknowledged record', acks, `${minIsr}`)).toEqual(
      found,
    );
  });
});

const VERSIONS = [
  ['until 0.10', UNTIL_0_10],
  ['0.11 to 1.1', FROM_0_11],
  ['2.0.0', FROM_2_0],
  ['from 2.1', FROM_2_1],
] as const;

describe('versions, min ISR and one crash, with acks=all', () => {
  it.each(VERSIONS)('%s', (version, rules) => {
    const found = [1, 2].flatMap((minIsr) =>
      [ONE_CLEAN, ONE_LOSSY].map((crash) =>
        lost(verdictOf(rules, { minIsr, ...crash }, 'acknowledged-records-survive')),
      ),
    );
    expect(documented('One crash, version by version, with acks=all', version)).toEqual(found);
  });
});

describe('versions, with acks=all', () => {
  it.each(VERSIONS)('%s', (version, rules) => {
    const lossy = { brokers: 2, ...ONE_LOSSY };
    const verdicts = [
      verdictOf(rules, { cleanCrashes: 2 }, 'acknowledged-records-survive'),
      verdictOf(rules, { leaderMoves: 1, cleanCrashes: 0 }, 'acknowledged-records-survive'),
      verdictOf(rules, { uncleanElection: 1 }, 'in-sync-replicas-agree'),
      verdictOf(rules, lossy, 'no-broker-halts'),
      verdictOf(rules, lossy, 'no-truncation-below-high-watermark'),
    ];
    const found = verdicts.map((verdict) => (verdict === 'holds' ? 'holds' : `in ${verdict}`));
    expect(documented('What the versions add, with acks=all', version)).toEqual(found);
  });
});

/** What docs/findings.md says of R02 beyond the specs of the cluster. */
describe('after a lossy crash an ISR member that follows has what the leader has', () => {
  it.each([
    ['until 0.10', UNTIL_0_10, '10'],
    ['0.11 to 1.1', FROM_0_11, '10'],
    ['2.0.0', FROM_2_0, 'holds'],
    ['from 2.1', FROM_2_1, 'holds'],
  ] as const)('%s', (_, rules, expected) => {
    const settings = { brokers: 2, ...ONE_LOSSY };
    expect(verdictOf(rules, settings, 'in-sync-followers-agree')).toBe(expected);
    // The leader counts what the follower had fetched before that lost it.
    expect(verdictOf(rules, settings, 'acknowledged-by-min-isr')).toBe('4');
  });
});

/** What docs/findings.md says of R08 beyond the tables. */
describe('two clean crashes, with four replicas', () => {
  it.each([
    ['0.11 to 1.1', FROM_0_11, '13'],
    ['2.0.0', FROM_2_0, '13'],
    ['from 2.1', FROM_2_1, 'holds'],
  ] as const)('%s', (_, rules, expected) => {
    const settings = { brokers: 4, maxRecords: 1, cleanCrashes: 2 };
    expect(verdictOf(rules, settings, 'acknowledged-records-survive')).toBe(expected);
  });
});
