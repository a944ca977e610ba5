/** What docs/findings.md and the specs themselves say of a partition under KRaft at other bounds than those of the specs. */
import { describe, expect, it } from 'vitest';
import type { Constants } from '../../checker/index.ts';
import { exploreApart } from '../../model/testing/explore.ts';

type Row = readonly [spec: string, chosen: Constants, property: string, steps: number | 'holds'];

const ROWS: readonly Row[] = [
  ['known-update', { leaderMoves: 0, kills: 1 }, 'acknowledged-records-survive', 11],
  ['kafka-3-7', { brokers: 3 }, 'acknowledged-records-survive', 11],
  ['kafka-4-1', { brokers: 3, minIsr: 3 }, 'acknowledged-records-survive', 'holds'],
  ['kafka-3-3', { maxPartitionEpoch: 4, maxLeaderEpoch: 3 }, 'counted-isr-is-superset', 13],
  [
    'earlier-process-joins-repaired',
    { maxPartitionEpoch: 5, maxLeaderEpoch: 3 },
    'who-joins-is-complete',
    'holds',
  ],
  [
    'last-replica-standing-repaired',
    { powerFailures: 2, maxPartitionEpoch: 4 },
    'acknowledged-records-survive',
    11,
  ],
];

describe('at other bounds', () => {
  it.each(ROWS)('%s at %j: %s, %s', async (spec, chosen, property, steps) => {
    const space = { spec: `kraft-partition/${spec}`, chosen };
    const found = await exploreApart({ space, properties: [property] });
    const length = found.lengths[property];
    expect(length === undefined ? found.verdict : length - 1).toBe(steps);
  });
});
