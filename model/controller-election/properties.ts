/** What controller election claims. Each property has one definition, which every spec uses. */
import { individuals, type Property, propertiesOf, toText } from '../../checker/index.ts';
import {
  type Broker,
  brokerType,
  type ControllerElectionSchema,
  type ControllerElectionState,
  isActing,
  ownsController,
} from './state.ts';

export function controllerElectionProperties(schema: ControllerElectionSchema): Property[] {
  return [
    oneActingControllerPerEpoch(schema),
    controllerWriteSafety(schema),
    laterStateIsKept(schema),
    noStaleCommandApplied(schema),
    controllerKeepsItsZnode(schema),
    controllerIsObeyed(schema),
    controllerIsAtWork(schema),
    ...vacuityProperties(schema),
  ];
}

function oneActingControllerPerEpoch(schema: ControllerElectionSchema): Property {
  const everyone = individuals(brokerType(schema));
  const rivals = (state: ControllerElectionState): readonly Broker[] => {
    const acting = everyone.filter((broker) => isActing(state, broker));
    return acting.filter((one) =>
      acting.some(
        (other) => other !== one && state.brokers.at(other).epoch === state.brokers.at(one).epoch,
      ),
    );
  };
  return propertiesOf(schema).always('one-acting-controller-per-epoch', {
    claim: 'no two brokers act as controller under one controller epoch',
    holds: (state) => rivals(state).length === 0,
    because: (state) => {
      const names = rivals(state).map((broker) => toText(brokerType(schema), broker));
      const [first] = rivals(state);
      const epoch = first === undefined ? 0 : state.brokers.at(first).epoch;
      return `${names.join(' and ')} act as controller under epoch ${epoch}`;
    },
  });
}

function controllerWriteSafety(schema: ControllerElectionSchema): Property {
  return propertiesOf(schema).step('controller-write-safety', {
    claim: "a controller writes partition state only while its epoch is /controller_epoch's",
    holds: ({ zookeeper }, after) =>
      after.zookeeper.partition.version === zookeeper.partition.version ||
      after.zookeeper.partition.controllerEpoch === zookeeper.controllerEpoch,
    because: ({ zookeeper }, after) =>
      `the write of version ${after.zookeeper.partition.version} is by a controller of epoch ` +
      `${after.zookeeper.partition.controllerEpoch}; /controller_epoch is ${zookeeper.controllerEpoch}`,
  });
}

/** What the check on reading and the version of the partition are worth, where a zombie may write: never over what came after it. */
function laterStateIsKept(schema: ControllerElectionSchema): Property {
  return propertiesOf(schema).step('later-state-is-kept', {
    claim: 'no controller replaces partition state that a controller of a later epoch has written',
    holds: ({ zookeeper: { partition } }, after) =>
      after.zookeeper.partition.controllerEpoch >= partition.controllerEpoch,
    because: ({ zookeeper: { partition } }, after) =>
      `version ${partition.version} was by a controller of epoch ${partition.controllerEpoch}; it is ` +
      `replaced by one of epoch ${after.zookeeper.partition.controllerEpoch}`,
  });
}

function noStaleCommandApplied(schema: ControllerElectionSchema): Property {
  return propertiesOf(schema).step('no-stale-command-applied', {
    claim: 'a broker never applies a command with a lower controller epoch than it has seen',
    holds: ({ brokers }, after) =>
      after.brokers.every(({ knownEpoch }, broker) => knownEpoch >= brokers.at(broker).knownEpoch),
    because: ({ brokers }, after) => {
      const fooled = individuals(brokerType(schema)).find(
        (broker) => after.brokers.at(broker).knownEpoch < brokers.at(broker).knownEpoch,
      );
      if (fooled === undefined) return 'nobody did';
      const [from, to] = [brokers.at(fooled).knownEpoch, after.brokers.at(fooled).knownEpoch];
      return `${toText(brokerType(schema), fooled)} had seen epoch ${from} and applied a command of epoch ${to}`;
    },
  });
}

function controllerKeepsItsZnode(schema: ControllerElectionSchema): Property {
  return propertiesOf(schema).step('controller-keeps-its-znode', {
    claim: 'no broker deletes the /controller of another',
    holds: ({ zookeeper }, after, { name, parameters }) =>
      name !== 'DeleteController' ||
      zookeeper.controller === null ||
      after.zookeeper.controller !== null ||
      zookeeper.controller === parameters['broker'],
    because: ({ zookeeper }) =>
      `/controller was ${toText(schema.fields.zookeeper.fields.controller, zookeeper.controller)}'s`,
  });
}

/**
 * ActiveControllerHasMaxEpoch, where it cannot mend itself: nobody else is about to become controller,
 * so until the next fault no command will ever be accepted.
 */
function controllerIsObeyed(schema: ControllerElectionSchema): Property {
  const everyone = individuals(brokerType(schema));
  const isHelpless = (state: ControllerElectionState): boolean =>
    everyone.some(
      (broker) =>
        isActing(state, broker) &&
        ownsController(state, broker) &&
        everyone.every(
          (other) =>
            state.brokers.at(other).knownEpoch > state.brokers.at(broker).epoch &&
            (other === broker || state.brokers.at(other).stage === 'idle'),
        ),
    );
  return propertiesOf(schema).always('controller-is-obeyed', {
    claim:
      'the controller is not one whose commands every broker rejects, with no election under way',
    holds: (state) => !isHelpless(state),
    because: ({ brokers, zookeeper }) => {
      const { controller } = zookeeper;
      const epoch = controller === null ? 0 : brokers.at(controller).epoch;
      return `${toText(schema.fields.zookeeper.fields.controller, controller)} is the only controller, with epoch ${epoch}; /controller_epoch is ${zookeeper.controllerEpoch}, and every broker has seen a higher epoch than its own`;
    },
  });
}

/** While `/controller` exists nobody else is elected, so whoever's it is must act, or be about to. */
function controllerIsAtWork(schema: ControllerElectionSchema): Property {
  const owner = schema.fields.zookeeper.fields.controller;
  return propertiesOf(schema).always('controller-is-at-work', {
    claim:
      'whoever has /controller has a live session, and is controller, about to be, or about to give it up',
    holds: ({ brokers, zookeeper: { controller } }) =>
      controller === null ||
      (brokers.at(controller).session === 'live' && brokers.at(controller).stage !== 'idle'),
    because: ({ brokers, zookeeper: { controller } }) => {
      if (controller === null) return 'there is no /controller';
      const { session, stage } = brokers.at(controller);
      return `/controller is ${toText(owner, controller)}'s, whose session is ${session} and which is ${stage}`;
    },
  });
}

/** The dangerous situations, which a repaired version must reach and survive. */
function vacuityProperties(schema: ControllerElectionSchema): Property[] {
  const { sometimes, sometimesStep } = propertiesOf(schema);
  return [
    sometimes('a-zombie-acts', {
      claim: 'a broker acts as controller after another one has raised the epoch',
      holds: (state) =>
        state.brokers.some(
          ({ epoch }, broker) => isActing(state, broker) && epoch < state.zookeeper.controllerEpoch,
        ),
    }),
    sometimesStep('partition-state-is-replaced', {
      claim:
        'a controller replaces partition state that a controller of an earlier epoch has written',
      holds: ({ zookeeper: { partition } }, after) =>
        after.zookeeper.partition.version > partition.version &&
        after.zookeeper.partition.controllerEpoch > partition.controllerEpoch &&
        partition.version > 0,
    }),
    sometimesStep('a-controller-gives-up', {
      claim: 'a controller that failed deletes its own /controller',
      holds: ({ zookeeper }, after, { name, parameters }) =>
        name === 'DeleteController' &&
        zookeeper.controller === parameters['broker'] &&
        after.zookeeper.controller === null,
    }),
    sometimesStep('a-controller-gives-up-too-late', {
      claim:
        'a controller that failed goes to delete /controller, which is that of another by then',
      holds: ({ zookeeper }, _after, { name, parameters }) =>
        name === 'DeleteController' &&
        zookeeper.controller !== null &&
        zookeeper.controller !== parameters['broker'],
    }),
    sometimesStep('an-election-comes-too-late', {
      claim: 'a broker goes to raise the epoch when another one has become controller',
      holds: ({ brokers, zookeeper: { controller } }, after) =>
        controller !== null &&
        brokers.at(controller).stage === 'active' &&
        brokers.some(
          ({ session, stage }, broker) =>
            broker !== controller &&
            session === 'live' &&
            stage === 'epoch-read' &&
            after.brokers.at(broker).stage !== stage,
        ),
    }),
    sometimesStep('a-stale-command-arrives', {
      claim: 'a broker receives a command with a lower controller epoch than it has seen',
      holds: ({ brokers }, after, { name }) =>
        name === 'ReceiveCommand' &&
        brokers.some(({ inFlight }, sender) =>
          inFlight.some(
            (epoch, receiver) =>
              epoch !== null &&
              after.brokers.at(sender).inFlight.at(receiver) === null &&
              epoch < brokers.at(receiver).knownEpoch,
          ),
        ),
    }),
  ];
}
