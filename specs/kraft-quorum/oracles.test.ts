/**
 * What Rumur finds on a model of the KRaft quorum in Murphi (bench/peers/kraft-quorum.m.in): no symmetry, deadlock
 * detection off. It was begun without sight of ours; bench/peers/README.md has what was added with sight of it.
 */
import { describe, expect, it } from 'vitest';
import { exploreApart } from '../../model/testing/explore.ts';

/** A spec with these rules; bounds are those of the row. */
const SPECS: Readonly<Record<string, string>> = {
  '2.7': 'kafka-2-7',
  '2.8': 'kafka-2-8',
  '4.0': 'kafka-4-0',
  'a leader restarts as leader': 'restarted-leader-flushes',
  'a leader restarts unattached': 'vote-after-leading',
  'flushed at some time': 'unflushed-fetch',
  'flushed before sending': 'one-voter-repaired',
  'committed at the epoch start': 'commit-at-epoch-start',
};

/** Rules; voters, highest epoch, records, resignations, crashes, cut-offs, stable leader; distinct states, transitions. */
type Row = readonly [rules: string, size: string, distinct: number, transitions: number];

const ROWS: readonly Row[] = [
  ['2.7', '2 3 1 0 1 0 0', 10_688, 24_424],
  ['2.7', '3 2 0 0 1 0 0', 32_046, 140_637],
  ['2.8', '1 3 1 1 1 0 0', 212, 250],
  ['2.8', '2 2 1 1 1 0 0', 3_132, 7_240],
  ['2.8', '3 2 0 0 1 0 0', 20_943, 93_648],
  ['2.8', '3 2 1 1 0 0 0', 69_108, 268_080],
  ['2.8', '3 2 1 0 1 0 0', 114_789, 500_490],
  ['2.8', '3 3 0 1 0 0 0', 213_268, 900_135],
  ['2.8', '4 1 1 0 1 0 0', 34_072, 231_292],
  ['2.8', '3 2 1 0 0 1 0', 93_588, 372_735],
  ['2.8', '3 2 1 0 0 1 1', 5_769, 21_456],
  ['2.8', '3 3 0 1 0 2 1', 203_268, 813_786],
  ['4.0', '2 2 1 1 1 0 0', 5_834, 17_976],
  ['4.0', '2 3 0 1 1 0 0', 8_918, 28_178],
  ['4.0', '3 1 1 1 1 0 0', 204_277, 987_351],
  ['4.0', '3 2 0 0 1 0 0', 574_423, 3_216_192],
  ['4.0', '2 2 1 1 1 1 0', 22_242, 80_028],
  ['4.0', '3 2 1 0 0 1 1', 900, 3_588],
  ['4.0', '3 2 0 0 1 1 1', 77_511, 328_890],
  ['4.0', '3 3 1 0 0 2 1', 479_904, 2_508_888],
  ['4.0', '4 2 1 0 0 1 1', 4_964, 29_148],
  ['a leader restarts as leader', '2 2 1 0 1 0 0', 1_920, 4_324],
  ['a leader restarts as leader', '3 2 0 0 1 0 0', 25_815, 113_022],
  ['a leader restarts unattached', '3 2 0 0 1 0 0', 20_928, 92_685],
  ['flushed at some time', '3 2 0 1 1 0 0', 80_235, 379_287],
  ['flushed before sending', '3 2 0 0 1 0 0', 17_664, 82_425],
  ['committed at the epoch start', '3 3 0 0 0 0 0', 48_067, 206_004],
];

const BOUNDS = [
  'voters',
  'maxEpoch',
  'maxRecords',
  'resignations',
  'crashes',
  'cutOffs',
  'stableLeader',
];

describe('the whole space is the one that Rumur finds', () => {
  it.each(ROWS)('%s, %s', async (rules, size, distinct, transitions) => {
    const chosen = Object.fromEntries(
      size.split(' ').map((value, at) => [BOUNDS[at] ?? '', Number(value)]),
    );
    const space = { spec: `kraft-quorum/${SPECS[rules]}`, chosen };
    expect(await exploreApart({ space, properties: [] })).toMatchObject({
      verdict: 'holds',
      distinct,
      transitions,
    });
  });
});
