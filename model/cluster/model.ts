/** A cluster as a model: its state, the rules of a version, and what they claim. */
import { checkRules, defineModel, type Model } from '../../checker/index.ts';
import { controllerActions } from './controller.ts';
import { faultActions } from './faults.ts';
import { followerActions } from './follower.ts';
import { leaderActions } from './leader.ts';
import { safetyProperties } from './properties.ts';
import { recoveryProperties } from './recovery.ts';
import { leaderAndIsrActions } from './roles.ts';
import { CLUSTER_SWITCHES, type ClusterRules } from './rules.ts';
import { situations } from './situations.ts';
import { type ClusterConstants, clusterSchema, initialState } from './state.ts';

/** @throws ModelError for a rule switch or a value of one that does not exist. */
export function clusterModel(rules: ClusterRules, constants: ClusterConstants): Model {
  checkRules('cluster', CLUSTER_SWITCHES, rules);
  const schema = clusterSchema(constants);
  return defineModel({
    name: 'cluster',
    state: schema,
    initial: [initialState(schema, rules.epochCacheOnBecomeLeader)],
    actions: [
      ...controllerActions(schema),
      ...leaderAndIsrActions(schema, rules, constants),
      ...leaderActions(schema, rules),
      ...followerActions(schema, rules),
      ...faultActions(schema, rules),
    ],
    properties: [...safetyProperties(schema), ...recoveryProperties(schema), ...situations(schema)],
    // Records, epochs and faults are bounded, so every run comes to an end.
    deadlock: 'allowed',
    rules,
  });
}
