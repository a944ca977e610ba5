/** Processes that end: killed, without power, or shut down in order. */
import { type Action, actionsOn, int } from '../../checker/index.ts';
import type { Cluster } from './cluster.ts';
import { forgetReplayed, stopLeading } from './metadata.ts';
import { type Broker, type BrokerState, brokerType, type KRaftPartitionDraft } from './state.ts';

export function failureActions(cluster: Cluster): Action[] {
  const { faults, shutdowns } = cluster.schema.fields;
  return [
    ...(faults.fields.kills.max > 0 ? [kill(cluster)] : []),
    ...(faults.fields.powerFailures.max > 0 ? [losePower(cluster)] : []),
    ...(shutdowns.max > 0 ? [shutDown(cluster)] : []),
  ];
}

function kill(cluster: Cluster): Action {
  const { schema, everyone } = cluster;
  const { max } = schema.fields.faults.fields.kills;
  return actionsOn(schema)('Kill', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    fault: true,
    when: {
      'a kill is left': ({ faults }) => faults.kills < max,
      'the broker runs': ({ brokers }, { broker }) => brokers.at(broker).process === 'running',
    },
    effect(draft, { broker }) {
      draft.faults.kills += 1;
      end(everyone, draft, broker, 'crashed');
    },
  });
}

/** What is acknowledged need not be on disk: any end of the log may be gone. */
function losePower(cluster: Cluster): Action {
  const { schema, everyone } = cluster;
  const { max } = schema.fields.faults.fields.powerFailures;
  return actionsOn(schema)('LosePower', {
    parameters: { broker: brokerType(schema), kept: int(0, schema.fields.nextRecordId.max) },
    actor: 'broker',
    fault: true,
    when: {
      'a power failure is left': ({ faults }) => faults.powerFailures < max,
      'the broker runs': ({ brokers }, { broker }) => brokers.at(broker).process === 'running',
      'it has as much as it keeps': ({ brokers }, { broker, kept }) =>
        kept <= brokers.at(broker).log.length,
    },
    effect(draft, { broker, kept }) {
      draft.faults.powerFailures += 1;
      draft.brokers.at(broker).log.length = kept;
      end(everyone, draft, broker, 'crashed');
    },
  });
}

/** The end of a controlled shutdown: everything is on disk, and beside it the broker epoch (KAFKA-18635). */
function shutDown(cluster: Cluster): Action {
  const { schema, everyone } = cluster;
  return actionsOn(schema)('ShutDown', {
    parameters: { broker: brokerType(schema) },
    actor: 'broker',
    when: {
      'the broker runs': ({ brokers }, { broker }) => brokers.at(broker).process === 'running',
      'it has asked for its shutdown': ({ registrations }, { broker }) =>
        registrations.at(broker).status === 'shutting-down',
    },
    effect(draft, { broker }) {
      end(everyone, draft, broker, 'shut-down');
    },
  });
}

function end(
  everyone: readonly Broker[],
  draft: KRaftPartitionDraft,
  broker: Broker,
  process: BrokerState['process'],
): void {
  const own = draft.brokers.at(broker);
  own.process = process;
  stopLeading(draft, broker);
  own.highWatermark = 0;
  own.replayed = 0;
  own.leader = null;
  own.leaderEpoch = 0;
  own.partitionEpoch = 0;
  if (own.request !== null && own.request.partitionEpoch < draft.partition.partitionEpoch)
    own.request = null;
  forgetReplayed(everyone, draft);
}
