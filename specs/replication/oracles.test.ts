/**
 * What TLC finds on the published specifications: hachikuji/kafka-specification at d68782b, deadlock
 * check off. Lengths count the states of the shortest violating trace, the initial state included; 0
 * stands for "holds in the whole space", and null for a number that TLC was not asked for.
 */
import { describe, expect, it } from 'vitest';
import { asyncIsrModel } from '../../model/async-isr/model.ts';
import { replicationModel } from '../../model/replication/model.ts';
import {
  KIP_101,
  KIP_279,
  KIP_320,
  KIP_320_FIRST_TRY,
  type ReplicationRules,
  TRUNCATE_TO_HIGH_WATERMARK,
} from '../../model/replication/rules.ts';
import { exploreApart, summaryOf } from '../../model/testing/explore.ts';

const MODULES: Readonly<Record<string, ReplicationRules>> = {
  KafkaTruncateToHighWatermark: TRUNCATE_TO_HIGH_WATERMARK,
  Kip101: KIP_101,
  Kip279: KIP_279,
  Kip320FirstTry: KIP_320_FIRST_TRY,
  Kip320: KIP_320,
};

/** Module; replicas, log size, records, highest leader epoch; distinct, depth; WeakIsr, StrongIsr. */
type Row = readonly [
  module: string,
  size: string,
  distinct: number | null,
  depth: number | null,
  weak: number,
  strong: number,
];

const SMALL: readonly Row[] = [
  ['KafkaTruncateToHighWatermark', '2 2 2 1', 1_251, 16, 9, 10],
  ['KafkaTruncateToHighWatermark', '2 2 2 2', 10_131, 20, 9, 10],
  ['KafkaTruncateToHighWatermark', '3 2 2 1', 67_807, 21, 9, 9],
  ['Kip101', '2 2 2 1', 1_177, 15, 0, 0],
  ['Kip101', '2 2 2 2', 9_045, 18, 12, 12],
  ['Kip101', '3 2 2 1', 59_788, 22, 0, 12],
  ['Kip279', '2 2 2 1', 1_177, 15, 0, 0],
  ['Kip279', '2 2 2 2', 9_027, 18, 0, 0],
  ['Kip279', '3 2 2 1', 60_106, 22, 0, 12],
  ['Kip320FirstTry', '2 2 2 1', 1_165, 15, 0, 0],
  ['Kip320FirstTry', '2 2 2 2', 8_429, 18, 0, 0],
  ['Kip320', '2 2 2 1', 957, 15, 0, 0],
  ['Kip320', '2 2 2 2', 5_973, 18, 0, 0],
  ['Kip320', '2 2 2 3', 28_939, 22, 0, 0],
  ['Kip320', '3 2 2 1', 39_619, 22, 0, 0],
];

const LARGE: readonly Row[] = [
  ['KafkaTruncateToHighWatermark', '3 2 2 2', null, null, 9, 9],
  ['Kip101', '3 2 2 2', null, null, 11, 11],
  ['Kip279', '3 2 2 2', null, null, 11, 11],
  ['Kip320FirstTry', '3 2 2 2', null, null, 12, 13],
  ['Kip320', '3 2 2 2', 737_794, 26, 0, 0],
  ['Kip320', '3 3 3 2', 4_093_531, 31, 0, 0],
  ['Kip320', '3 2 2 3', 9_985_570, 32, 0, 0],
];

/** Enabled action instances over the whole space of Kip320. */
const TRANSITIONS: Readonly<Record<string, number>> = {
  '3 2 2 2': 1_929_153,
  '3 3 3 2': 11_444_787,
  '3 2 2 3': 26_629_362,
};

const rulesOf = (module: string): ReplicationRules => MODULES[module] ?? KIP_320;

function constantsOf(size: string) {
  const [replicas = 0, logSize = 0, maxRecords = 0, maxLeaderEpoch = 0] = size
    .split(' ')
    .map(Number);
  return { replicas, logSize, maxRecords, maxLeaderEpoch };
}

/** The lengths that a row gives, in the words of a search. */
function lengthsOf(weak: number, strong: number): Record<string, number> {
  return {
    ...(weak === 0 ? {} : { 'weak-isr': weak }),
    ...(strong === 0 ? {} : { 'strong-isr': strong }),
  };
}

const ISR = ['weak-isr', 'strong-isr'];

describe('the whole space and the shortest traces are those that TLC finds', () => {
  it.each(SMALL)('%s %s', (module, size, distinct, depth, weak, strong) => {
    const model = replicationModel(rulesOf(module), constantsOf(size));
    expect(summaryOf(model, { properties: ISR, all: true })).toMatchObject({
      verdict: weak + strong === 0 ? 'holds' : 'violated',
      distinct,
      depth,
      lengths: lengthsOf(weak, strong),
    });
  });

  it.each(LARGE)('%s %s', async (module, size, distinct, depth, weak, strong) => {
    const space = { rules: rulesOf(module), constants: constantsOf(size) };
    if (distinct !== null) {
      const transitions = TRANSITIONS[size];
      expect(await exploreApart({ space, properties: ISR, all: true })).toMatchObject({
        verdict: 'holds',
        distinct,
        depth,
        transitions,
      });
      return;
    }
    for (const [property, length] of Object.entries(lengthsOf(weak, strong)))
      expect(await exploreApart({ space, properties: [property] })).toMatchObject({
        verdict: 'violated',
        lengths: { [property]: length },
      });
  });

  it('leader-in-isr, published as violated by the initial state, holds where there is a leader', () => {
    const model = replicationModel(KIP_320, constantsOf('3 2 2 1'));
    expect(summaryOf(model, { properties: ['leader-in-isr'] })).toMatchObject({ verdict: 'holds' });
  });
});

describe('Kip320 at 3 2 2 2 with one fence down', () => {
  it.each<[string, Partial<ReplicationRules>, number, number]>([
    ['expand before the high watermark is in the own epoch', { expandInOwnEpoch: false }, 14, 12],
    ['expand with a follower below the high watermark', { expandAtHighWatermark: false }, 9, 9],
    [
      'follow a leader that is not in that epoch yet',
      { followLeader: 'presumes-leadership' },
      15,
      15,
    ],
  ])('%s', async (_, fence, weak, strong) => {
    const space = { rules: { ...KIP_320, ...fence }, constants: constantsOf('3 2 2 2') };
    for (const [property, length] of Object.entries(lengthsOf(weak, strong)))
      expect(await exploreApart({ space, properties: [property] })).toMatchObject({
        lengths: { [property]: length },
      });
  });
});

describe('AsyncIsr, within the highest version and offset', () => {
  it.each([
    [2, 1, 1, 24, 7],
    [2, 2, 2, 84, 12],
    [3, 1, 1, 220, 10],
    [3, 2, 1, 1_460, 14],
  ])('%i replicas, %i versions, %i records', (replicas, maxVersion, maxOffset, distinct, depth) => {
    const model = asyncIsrModel({ replicas, maxVersion, maxOffset });
    expect(summaryOf(model, { properties: ['valid-high-watermark'] })).toMatchObject({
      verdict: 'holds',
      distinct,
      depth,
    });
  });
});
