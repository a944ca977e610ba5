/** What can come about again, whatever has happened. Restarts, which would make brokers forget what they have seen, are left out. */
import { individuals, type Property, propertiesOf, toText } from '../../checker/index.ts';
import {
  brokerType,
  type ControllerElectionSchema,
  type ControllerElectionState,
  isActing,
} from './state.ts';

type Condition = (state: ControllerElectionState) => boolean;

export function recoverableProperties(schema: ControllerElectionSchema): Property[] {
  return [everyBrokerObeys(schema), partitionCanChange(schema)];
}

/** R12 from the brokers' side: a command below the highest epoch that they have seen is rejected for ever. */
function everyBrokerObeys(schema: ControllerElectionSchema): Property {
  return propertiesOf(schema).recoverable('every-broker-obeys', {
    claim:
      'there can be a controller that every broker obeys: it owns /controller and acts, and none has seen a later epoch than its own',
    holds: (state) =>
      ownerActs(state, (epoch) => state.brokers.every(({ knownEpoch }) => knownEpoch <= epoch)),
    unless: isAtBounds(schema),
    because: ({ brokers, zookeeper }) => {
      const seen = individuals(brokerType(schema)).map((broker) => {
        const { knownEpoch } = brokers.at(broker);
        return `${toText(brokerType(schema), broker)} has seen epoch ${knownEpoch}`;
      });
      return `${seen.join(', ')}; ${ownerText(schema, { brokers, zookeeper })}`;
    },
  });
}

/** R12 from ZooKeeper's side: a controller leaves alone what one of a later epoch has written (see ReadPartitionState). */
function partitionCanChange(schema: ControllerElectionSchema): Property {
  return propertiesOf(schema).recoverable('partition-state-can-change', {
    claim:
      'there can be a controller that changes the partition state: it owns /controller and acts, and no later one has written that',
    holds: (state) =>
      ownerActs(state, (epoch) => state.zookeeper.partition.controllerEpoch <= epoch),
    unless: isAtBounds(schema),
    because: (state) =>
      `the partition state is by a controller of epoch ${state.zookeeper.partition.controllerEpoch}; ` +
      ownerText(schema, state),
  });
}

function ownerActs(state: ControllerElectionState, underOne: (epoch: number) => boolean): boolean {
  const { controller } = state.zookeeper;
  return (
    controller !== null &&
    isActing(state, controller) &&
    underOne(state.brokers.at(controller).epoch)
  );
}

function ownerText(
  schema: ControllerElectionSchema,
  { brokers, zookeeper: { controller } }: Pick<ControllerElectionState, 'brokers' | 'zookeeper'>,
): string {
  if (controller === null) return 'there is no /controller';
  const { epoch, stage } = brokers.at(controller);
  const name = toText(schema.fields.zookeeper.fields.controller, controller);
  return `/controller is ${name}'s, which is ${stage}, with epoch ${epoch}`;
}

/** An election takes an epoch, and who acts under the last one may have to give up: where none is left nothing is asked for. */
function isAtBounds({ fields }: ControllerElectionSchema): Condition {
  const { controllerEpoch } = fields.zookeeper.fields;
  return ({ zookeeper }) => zookeeper.controllerEpoch === controllerEpoch.max;
}
