/** What all that happens in a cluster depends on, and nothing of it changes: who there is, by which rules, up to which bounds. */

import type { KRaftPartitionConstants } from './constants.ts';
import type { KRaftPartitionRules } from './rules.ts';
import { type Broker, brokersOf, type KRaftPartitionSchema } from './state.ts';

export interface Cluster {
  readonly schema: KRaftPartitionSchema;
  readonly everyone: readonly Broker[];
  readonly rules: KRaftPartitionRules;
  readonly constants: KRaftPartitionConstants;
}

export function clusterOf(
  schema: KRaftPartitionSchema,
  rules: KRaftPartitionRules,
  constants: KRaftPartitionConstants,
): Cluster {
  return { schema, everyone: brokersOf(schema), rules, constants };
}

/** Min ISR never asks for more replicas than there are (getTopicEffectiveMinIsr). */
export function effectiveMinIsr({ constants: { minIsr, brokers } }: Cluster): number {
  return Math.min(minIsr, brokers);
}
