/** What can come about again in each version of a partition under KRaft, and what the rules are that it takes. */
import { describe, expect, it } from 'vitest';
import { type Model, resolveConstants } from '../../checker/index.ts';
import {
  KRAFT_PARTITION_CONSTANTS,
  type KRaftPartitionConstants,
} from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { RECOVERY, withoutRestarts } from '../../model/kraft-partition/recovery.ts';
import {
  KRAFT_PARTITION_VERSIONS,
  type KRaftPartitionRules,
} from '../../model/kraft-partition/rules.ts';
import { summaryOf } from '../../model/testing/explore.ts';

/** Small, as there are many; kraft-partition/recovers has larger ones. */
const BOUNDS: Partial<KRaftPartitionConstants> = { kills: 1, minIsr: 2 };
/** With more than it takes to recover: see `model/kraft-partition/recovery.ts`. */
const EPOCHS = { maxPartitionEpoch: 5, maxLeaderEpoch: 4 };

function modelOf(rules: KRaftPartitionRules, chosen: Partial<KRaftPartitionConstants>): Model {
  const constants = resolveConstants(KRAFT_PARTITION_CONSTANTS, {
    brokers: 2,
    ...EPOCHS,
    ...chosen,
  });
  return kraftPartitionModel(rules, constants);
}

describe('in every version leader, ISR and high watermark can come about again', () => {
  it.each(Object.keys(KRAFT_PARTITION_VERSIONS))('%s', (version) => {
    const model = modelOf(
      KRAFT_PARTITION_VERSIONS[version as keyof typeof KRAFT_PARTITION_VERSIONS],
      BOUNDS,
    );
    const { lengths, recovered } = summaryOf(model, { properties: RECOVERY, all: true });
    expect(lengths).toEqual({});
    expect(recovered.filter(({ asked }) => asked > 0)).toHaveLength(RECOVERY.length);
  });
});

/** A set of rules, switches that differ from it; the steps to where a record stays uncommitted. */
type Row = readonly [
  version: keyof typeof KRAFT_PARTITION_VERSIONS,
  rules: Partial<KRaftPartitionRules>,
  steps: number | 'holds',
];

const ROWS: readonly Row[] = [
  // KAFKA-13091 is of no consequence with the metadata log: a leader replays what it has asked for, and looks then ...
  ['FROM_2_8', {}, 'holds'],
  ['FROM_2_8', { highWatermarkAfterAnswer: 'accepted' }, 'holds'],
  ['FROM_3_0', {}, 'holds'],
  // ... but not one that skips what it knows from the answer.
  ['REPAIRED', { highWatermarkAfterAnswer: 'none' }, 4],
  ['FROM_3_3', {}, 8],
  ['FROM_3_7', {}, 7],
  ['FROM_4_1', {}, 7],
  ['REPAIRED', {}, 6],
  ['FROM_3_3', { highWatermarkAfterAnswer: 'any' }, 'holds'],
  ['FROM_4_1', { highWatermarkAfterAnswer: 'any' }, 'holds'],
  ['REPAIRED', { highWatermarkAfterAnswer: 'any' }, 'holds'],
];

describe('with a broker that is killed and stays away, all that the leader has is committed', () => {
  it.each(ROWS)('%s with %j: %s', (version, changed, steps) => {
    const model = withoutRestarts(
      modelOf({ ...KRAFT_PARTITION_VERSIONS[version], ...changed }, { kills: 1 }),
    );
    const { lengths } = summaryOf(model, { properties: ['high-watermark-catches-up'] });
    const length = lengths['high-watermark-catches-up'];
    expect(length === undefined ? 'holds' : length - 1).toBe(steps);
  });
});
