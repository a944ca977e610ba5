/** Every model means the same on plain states under immer, on the search's views, and in its drivers. */
import { describe, expect, it } from 'vitest';
import { instancesOf, type Model } from '../checker/index.ts';
import { bagSorter } from '../checker/schema/bags.ts';
import { slotCount } from '../checker/schema/layout.ts';
import { writeSlots } from '../checker/schema/plain.ts';
import { viewOf } from '../checker/schema/views.ts';
import { createMachine, type Machine } from '../checker/search/machine.ts';
import { blockedBy, canonical, slotsOf, stepTo } from '../checker/system/step.ts';
import { exploreNaively } from '../checker/testing/explorer.ts';
import { explored, outcomeOn } from '../checker/testing/run.ts';
import { numbersFrom } from '../checker/testing/values.ts';
import { ACKS_ALL } from './acks.ts';
import { asyncIsrModel } from './async-isr/model.ts';
import { clusterModel } from './cluster/model.ts';
import * as cluster from './cluster/rules.ts';
import { controllerElectionModel } from './controller-election/model.ts';
import { FROM_1_1, FROM_2_1, UNTIL_1_0 } from './controller-election/rules.ts';
import { durabilityModel } from './durability/model.ts';
import * as durable from './durability/rules.ts';
import { kraftPartitionModel } from './kraft-partition/model.ts';
import * as partition from './kraft-partition/rules.ts';
import { kraftQuorumModel } from './kraft-quorum/model.ts';
import * as quorum from './kraft-quorum/rules.ts';
import { replicationModel } from './replication/model.ts';
import {
  KIP_101,
  KIP_279,
  KIP_320,
  KIP_320_FIRST_TRY,
  TRUNCATE_TO_HIGH_WATERMARK,
} from './replication/rules.ts';

const REPLICATION = {
  TRUNCATE_TO_HIGH_WATERMARK,
  KIP_101,
  KIP_279,
  KIP_320_FIRST_TRY,
  KIP_320,
  'KIP_320, following whoever is named': { ...KIP_320, followLeader: 'named' },
  'KIP_320, following who presumes to lead': { ...KIP_320, followLeader: 'presumes-leadership' },
  'KIP_320 without fetch fence': { ...KIP_320, fetch: 'leader' },
  'KIP_320 without high watermark fence': { ...KIP_320, highWatermark: 'leader' },
  'KIP_320 without ISR fence': { ...KIP_320, isr: 'leader' },
  'KIP_320 without own epoch fence': { ...KIP_320, expandInOwnEpoch: false },
  'KIP_320 without expand fence': { ...KIP_320, expandAtHighWatermark: false },
} as const;
const ELECTION = {
  UNTIL_1_0,
  FROM_1_1,
  FROM_2_1,
  'FROM_2_1 without broker check': { ...FROM_2_1, brokerControllerEpochCheck: false },
};

const { CLUSTER_SWITCHES: _, ...versions } = cluster;
const CLUSTER = {
  ...versions,
  'epochs can be lost': { ...cluster.REPAIRED, epochCacheDurable: false },
};
const DURABILITY = {
  UNTIL_0_10: durable.UNTIL_0_10,
  FROM_0_11: durable.FROM_0_11,
  'UNTIL_0_10 without halting': { ...durable.UNTIL_0_10, outOfRange: 'truncate' },
  FROM_2_1: durable.FROM_2_1,
  'FROM_2_1, answered by whoever commits': { ...durable.FROM_2_1, answerInEpoch: false },
} as const;

const { KRAFT_QUORUM_SWITCHES: __, ...quorums } = quorum;
const QUORUM = {
  ...quorums,
  'a leader restarts as leader': { ...quorum.FROM_2_7, restartedLeader: 'leader' },
  'votes are weak': { ...quorum.FROM_2_8, voteComparesLogs: false, voteIsDurable: false },
  'leaders flush first': { ...quorum.FROM_2_8, flush: 'before-sending' },
  'followers grant pre-votes': { ...quorum.FROM_4_0, followersGrant: 'always' },
} as const;

const PARTITION = {
  FROM_2_8: partition.FROM_2_8,
  FROM_3_5: partition.FROM_3_5,
  FROM_4_0: partition.FROM_4_0,
  REPAIRED: partition.REPAIRED,
  'a leader takes too much for granted': {
    ...partition.FROM_4_0,
    countedIsr: 'proposed',
    refusedAsStale: 'revert',
    ineligibleAfter: 'any-restart',
  },
  'caught-up followers are waited for': {
    ...partition.FROM_4_0,
    caughtUpFollower: 'is-waited-for',
  },
} as const;

const SMALL = { replicas: 2, logSize: 2, maxRecords: 2, maxLeaderEpoch: 1 };
const LARGE = { replicas: 3, logSize: 2, maxRecords: 2, maxLeaderEpoch: 2 };
const BROKERS = {
  brokers: 2,
  newCluster: 0,
  maxControllerEpoch: 2,
  maxWrites: 1,
  maxCommands: 1,
  sessionExpiries: 1,
  znodeDeletions: 0,
  failures: 1,
};
const FAULTS = {
  leaderMoves: 1,
  sessionExpiries: 1,
  controllerFailovers: 1,
  lateRequests: 1,
  cleanCrashes: 1,
  lossyCrashes: 1,
  epochLosses: 1,
};
/** All that clients, the controller and crashes can do. */
const SETTINGS = {
  brokers: 2,
  maxRecords: 1,
  maxLeaderEpoch: 2,
  acks: ACKS_ALL,
  minIsr: 2,
  uncleanElection: 0,
  leaderMoves: 1,
  timeouts: 1,
  consumer: 1,
  cleanCrashes: 0,
  lossyCrashes: 1,
};

const VOTERS = {
  voters: 2,
  maxEpoch: 2,
  maxRecords: 1,
  resignations: 1,
  crashes: 1,
  cutOffs: 0,
  stableLeader: 0,
};

/** Everything that can happen, once. */
const REPLICAS = {
  brokers: 2,
  maxRecords: 1,
  maxLeaderEpoch: 2,
  maxPartitionEpoch: 3,
  acks: ACKS_ALL,
  minIsr: 2,
  leaderMoves: 1,
  shutdowns: 1,
  kills: 1,
  powerFailures: 1,
  heldUpFetches: 1,
  resends: 1,
  fencings: 1,
};

const small: [string, Model][] = [
  ...Object.entries(REPLICATION).map(([name, rules]): [string, Model] => [
    `${name} 2 2 2 1`,
    replicationModel(rules, SMALL),
  ]),
  ...Object.entries(ELECTION).map(([name, rules]): [string, Model] => [
    `${name}, small`,
    controllerElectionModel(rules, { ...BROKERS, maxCommands: 0 }),
  ]),
  ...Object.entries(CLUSTER).map(([name, rules]): [string, Model] => [
    `cluster ${name}, two brokers`,
    clusterModel(rules, { brokers: 2, maxRecords: 1, maxLeaderEpoch: 1, ...FAULTS }),
  ]),
  ...Object.entries(DURABILITY).flatMap(([name, rules]): [string, Model][] => [
    [`durability ${name}, small`, durabilityModel(rules, SETTINGS)],
    [`durability ${name}, small, acks=0`, durabilityModel(rules, { ...SETTINGS, acks: 0 })],
  ]),
  ...Object.entries(QUORUM).flatMap(([name, rules]): [string, Model][] => [
    [`quorum ${name}, two voters`, kraftQuorumModel(rules, VOTERS)],
    [
      `quorum ${name}, cut off from a stable leader`,
      kraftQuorumModel(rules, { ...VOTERS, cutOffs: 1, stableLeader: 1 }),
    ],
  ]),
  ...Object.entries(PARTITION).map(([name, rules]): [string, Model] => [
    `KRaft partition ${name}, two brokers`,
    kraftPartitionModel(rules, REPLICAS),
  ]),
  ['async-isr 3 1 1', asyncIsrModel({ replicas: 3, maxVersion: 1, maxOffset: 1 })],
  ['async-isr 2 2 2', asyncIsrModel({ replicas: 2, maxVersion: 2, maxOffset: 2 })],
];
const large: [string, Model][] = [
  ...Object.entries(REPLICATION).map(([name, rules]): [string, Model] => [
    `${name} 3 2 2 2`,
    replicationModel(rules, LARGE),
  ]),
  ...Object.entries(ELECTION).map(([name, rules]): [string, Model] => [
    name,
    controllerElectionModel(rules, { ...BROKERS, brokers: 3, znodeDeletions: 1, maxCommands: 2 }),
  ]),
  ...Object.entries(CLUSTER).map(([name, rules]): [string, Model] => [
    `cluster ${name}, three brokers`,
    clusterModel(rules, { brokers: 3, maxRecords: 3, maxLeaderEpoch: 4, ...FAULTS }),
  ]),
  ...Object.entries(DURABILITY).flatMap(([name, rules]): [string, Model][] =>
    [0, 1].map((uncleanElection) => [
      `durability ${name}, unclean election ${uncleanElection}`,
      durabilityModel(rules, {
        ...SETTINGS,
        brokers: 3,
        maxRecords: 3,
        minIsr: 1,
        cleanCrashes: 1,
        uncleanElection,
      }),
    ]),
  ),
  ...Object.entries(QUORUM).map(([name, rules]): [string, Model] => [
    `quorum ${name}, three voters`,
    kraftQuorumModel(rules, { ...VOTERS, voters: 3, maxEpoch: 4, cutOffs: 1 }),
  ]),
  [
    'KRaft partition REPAIRED, three brokers',
    kraftPartitionModel(PARTITION.REPAIRED, {
      ...REPLICAS,
      brokers: 3,
      maxRecords: 3,
      maxPartitionEpoch: 6,
    }),
  ],
  ['async-isr 4 2 2', asyncIsrModel({ replicas: 4, maxVersion: 2, maxOffset: 2 })],
];

/** Compares everything that the model can do in a state; returns the states that it leads to. */
function compareAt(model: Model, machine: Machine, state: unknown): unknown[] {
  const schema = model.state;
  const slots = new Int32Array(slotCount(schema));
  const view = viewOf(schema, slots);
  const sortBags = bagSorter(schema);
  const successors: unknown[] = [];
  const packed: string[] = [];
  for (const instance of model.actions.flatMap(instancesOf)) {
    writeSlots(schema, state, slots);
    const before = slots.join();
    const blocked = blockedBy(instance, state);
    expect(blockedBy(instance, view)).toBe(blocked);
    expect(slots.join()).toBe(before);
    if (blocked !== null) continue;
    const after = stepTo(schema, instance, state);
    instance.action.effect(view, instance.parameters);
    sortBags?.(slots);
    expect(slots.join()).toBe(slotsOf(schema, after).join());
    successors.push(after);
    packed.push(packedOf(machine, slots).join());
  }
  for (const property of model.properties) {
    if (property.kind !== 'always' && property.kind !== 'sometimes') continue;
    writeSlots(schema, state, slots);
    expect(property.holds(view)).toBe(property.holds(state));
  }
  expect(driven(machine, state)).toEqual(packed);
  return successors;
}

function packedOf(machine: Machine, slots: Int32Array): Int32Array {
  const words = new Int32Array(machine.layout.words);
  machine.slots.set(slots);
  machine.pack(words, 0);
  return words;
}

/** The successors that the generated drivers put into the batch. */
function driven(machine: Machine, state: unknown): string[] {
  const { words } = machine.layout;
  const { batch } = machine;
  machine.load(packedOf(machine, slotsOf(machine.model.state, state)), 0);
  batch.pending = 0;
  machine.expand(0);
  return Array.from({ length: batch.pending }, (_, at) =>
    batch.words.subarray(at * words, (at + 1) * words).join(),
  );
}

function walk(model: Model, seed: number, steps: number): number {
  const machine = createMachine(model, null);
  const next = numbersFrom(seed);
  let state = canonical(model.state, model.initial[0]);
  for (let step = 0; step < steps; step++) {
    const successors = compareAt(model, machine, state);
    if (successors.length === 0) return step;
    state = successors[next() % successors.length];
  }
  return steps;
}

describe('random walks: immer, views and drivers agree at every state', () => {
  it.each([...small, ...large])('%s', (_, model) => {
    let visited = 0;
    for (let seed = 1; seed <= 3; seed++) visited += walk(model, seed * 7919, 40);
    expect(visited).toBeGreaterThan(20);
  });
});

describe('whole spaces: the search finds what the reference explorer finds', () => {
  it.each(small)('%s', (_, model) => {
    const options = { all: true, maxStates: 1500 };
    const { counts, ...found } = explored(model, outcomeOn(model, options));
    const expected = exploreNaively(model, options);
    expect({ ...found, counts: expected.counts }).toEqual(expected);
    expect({ ...counts, frontier: 0 }).toEqual({ ...expected.counts, frontier: 0 });
  });
});
