/** One partition of a KRaft cluster as a model: its state, the rules of a version, and what they claim. */
import { checkRules, defineModel, type Model } from '../../checker/index.ts';
import { alterPartitionActions } from './alterPartition.ts';
import { clusterOf } from './cluster.ts';
import type { KRaftPartitionConstants } from './constants.ts';
import { failureActions } from './failures.ts';
import { heldUpFetchActions } from './heldUpFetches.ts';
import { isrActions } from './isr.ts';
import { replay } from './metadata.ts';
import { kraftPartitionProperties } from './properties.ts';
import { registrationActions } from './registration.ts';
import { replicationActions } from './replication.ts';
import { KRAFT_PARTITION_SWITCHES, type KRaftPartitionRules } from './rules.ts';
import { initialStates, kraftPartitionSchema } from './state.ts';

/** @throws ModelError for a rule switch or a value of one that does not exist. */
export function kraftPartitionModel(
  rules: KRaftPartitionRules,
  constants: KRaftPartitionConstants,
): Model {
  checkRules('kraft-partition', KRAFT_PARTITION_SWITCHES, rules);
  const schema = kraftPartitionSchema(constants);
  const cluster = clusterOf(schema, rules, constants);
  return defineModel({
    name: 'kraft-partition',
    state: schema,
    initial: initialStates(schema),
    actions: [
      ...registrationActions(cluster),
      replay(cluster),
      ...isrActions(cluster),
      ...alterPartitionActions(cluster),
      ...replicationActions(cluster),
      ...heldUpFetchActions(cluster),
      ...failureActions(cluster),
    ],
    properties: kraftPartitionProperties(cluster),
    // Epochs, records and faults are bounded, so every run comes to an end but for fetches that change nothing.
    deadlock: 'allowed',
    rules,
  });
}
