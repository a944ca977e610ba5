/** Every family refuses a rule switch that it does not have, and a value that a switch cannot take. */
import { describe, expect, it } from 'vitest';
import {
  type ConstantRanges,
  type Constants,
  type Model,
  ModelError,
  type Rules,
  resolveConstants,
} from '../checker/index.ts';
import { clusterModel } from './cluster/model.ts';
import { REPAIRED } from './cluster/rules.ts';
import { CLUSTER_CONSTANTS } from './cluster/state.ts';
import { controllerElectionModel } from './controller-election/model.ts';
import { FROM_2_1 as ELECTION_2_1 } from './controller-election/rules.ts';
import { CONTROLLER_ELECTION_CONSTANTS } from './controller-election/state.ts';
import { durabilityModel } from './durability/model.ts';
import { FROM_2_1 as DURABILITY_2_1 } from './durability/rules.ts';
import { DURABILITY_CONSTANTS } from './durability/state.ts';
import { KRAFT_PARTITION_CONSTANTS } from './kraft-partition/constants.ts';
import { kraftPartitionModel } from './kraft-partition/model.ts';
import { FROM_4_0 as PARTITION_4_0 } from './kraft-partition/rules.ts';
import { kraftQuorumModel } from './kraft-quorum/model.ts';
import { FROM_2_8 as QUORUM_2_8 } from './kraft-quorum/rules.ts';
import { KRAFT_QUORUM_CONSTANTS } from './kraft-quorum/state.ts';
import { replicationModel } from './replication/model.ts';
import { KIP_320 } from './replication/rules.ts';
import { REPLICATION_CONSTANTS } from './replication/state.ts';

/** A family as an unchecked spec sees it: some rules, and a mistake to make in them. */
interface Family {
  readonly build: (mistake: object) => Model;
  readonly rules: Rules;
  readonly mistakes: readonly (readonly [object, string])[];
}

function familyOf<R extends Rules, C extends ConstantRanges>(
  model: (rules: R, constants: Constants<C>) => Model,
  rules: R,
  constants: C,
  ...mistakes: Family['mistakes']
): Family {
  const build = (mistake: object) => model({ ...rules, ...mistake }, resolveConstants(constants));
  return { build, rules, mistakes };
}

const FAMILIES: readonly (readonly [string, Family])[] = [
  [
    'cluster',
    familyOf(
      clusterModel,
      REPAIRED,
      CLUSTER_CONSTANTS,
      [{ isrExpnd: 'hw' }, "cluster has no rule switch 'isrExpnd'; did you mean 'isrExpand'?"],
      [{ isrExpand: 'wh' }, "cannot be 'wh'; it takes 'hw', 'hw+leso'; did you mean 'hw'?"],
    ),
  ],
  [
    'controller-election',
    familyOf(
      controllerElectionModel,
      ELECTION_2_1,
      CONTROLLER_ELECTION_CONSTANTS,
      [{ sesion: 'expire-first' }, "has no rule switch 'sesion'; did you mean 'session'?"],
      [{ controllerElection: 'atomc' }, "cannot be 'atomc'; it takes 'two-step-swallow', "],
    ),
  ],
  [
    'durability',
    familyOf(
      durabilityModel,
      DURABILITY_2_1,
      DURABILITY_CONSTANTS,
      [{ outOfRage: 'halt' }, "has no rule switch 'outOfRage'; did you mean 'outOfRange'?"],
      [{ truncation: 'hw' }, "cannot be 'hw'; it takes 'high-watermark', 'leader-epoch', "],
    ),
  ],
  [
    'kraft-partition',
    familyOf(
      kraftPartitionModel,
      PARTITION_4_0,
      KRAFT_PARTITION_CONSTANTS,
      [{ update: 'all' }, "kraft-partition has no rule switch 'update'; did you mean 'updates'?"],
      [{ updates: 'new' }, "cannot be 'new'; it takes 'all', 'not-older', 'newer'"],
    ),
  ],
  [
    'kraft-quorum',
    familyOf(
      kraftQuorumModel,
      QUORUM_2_8,
      KRAFT_QUORUM_CONSTANTS,
      [{ prevote: true }, "kraft-quorum has no rule switch 'prevote'; did you mean 'preVote'?"],
      [{ flush: 'sometime' }, "cannot be 'sometime'; it takes 'some-time', "],
    ),
  ],
  [
    'replication',
    familyOf(
      replicationModel,
      KIP_320,
      REPLICATION_CONSTANTS,
      [{ fetchFencing: 'all' }, "has no rule switch 'fetchFencing'. It has truncation, fetch, "],
      [{ truncation: 'onfetch' }, "'on-fetch'; did you mean 'on-fetch'?"],
    ),
  ],
];

describe.each(FAMILIES)('%s', (_, { build, rules, mistakes }) => {
  it.each(mistakes)('refuses %j', (mistake, message) => {
    expect(() => build(mistake)).toThrow(ModelError);
    expect(() => build(mistake)).toThrow(message);
  });

  it('carries the rules that it was built with', () => {
    expect(build({}).rules).toEqual(rules);
  });
});
