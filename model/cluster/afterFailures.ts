/** Dangerous situations that a failure brings: crashes, what they lose, and controllers that die. */
import { has, individuals, type Property, propertiesOf } from '../../checker/index.ts';
import { agreeBelow } from '../log.ts';
import {
  type Broker,
  brokerType,
  type ClusterSchema,
  type ClusterState,
  isTrueLeader,
} from './state.ts';

export function afterFailures(schema: ClusterSchema): Property[] {
  return [
    recordsAreLost(schema),
    brokerIsBack(schema),
    leaderAfterFailure(schema),
    crashedFollowerIsBack(schema),
    requestsAreLost(schema),
    leaderWithoutItsCache(schema),
    followerWithoutItsCache(schema),
  ];
}

/** R02: whoever leads after a power failure lacks what was committed. */
function recordsAreLost(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('a-leader-has-lost-what-another-broker-has-committed', {
    claim: 'a true leader has lost a record that another broker has below its high watermark',
    holds: (state) =>
      everyone.some(
        (leader) =>
          isTrueLeader(state, leader) &&
          everyone.some(
            (other) => state.brokers.at(other).highWatermark > state.brokers.at(leader).log.length,
          ),
      ),
  });
}

/** R02: with everyone back, logs are compared by what their epoch caches say. */
function brokerIsBack(schema: ClusterSchema): Property {
  return propertiesOf(schema).sometimes('everyone-is-back-after-a-power-failure', {
    claim: 'a broker has lost what it had not flushed, and all brokers are up again',
    holds: ({ spent, brokers }) => spent.lossyCrashes > 0 && brokers.every(({ up }) => up),
  });
}

/** The other way to a new leader than an operator's. */
function leaderAfterFailure(schema: ClusterSchema): Property {
  return propertiesOf(schema).sometimesStep('a-leader-is-elected-after-a-failure', {
    claim: 'something is committed, and another broker is elected because the leader has failed',
    holds: ({ committed, zookeeper }, after, { name }) => {
      const { leader } = after.zookeeper.partition;
      return (
        name === 'ControllerNoticeFailure' &&
        committed.length > 0 &&
        leader !== null &&
        leader !== zookeeper.partition.leader
      );
    },
  });
}

/** R01: its high watermark is that of a checkpoint, and it is about to truncate. */
function crashedFollowerIsBack(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('a-crashed-broker-is-back-behind-what-is-committed', {
    claim:
      'a broker has crashed, follows again, has yet to truncate, and its high watermark is below what is committed',
    holds: ({ spent, brokers, committed }) =>
      spent.cleanCrashes > 0 &&
      everyone.some((broker) => {
        const { up, truncating, highWatermark } = brokers.at(broker);
        return up && truncating && highWatermark < committed.length;
      }),
  });
}

/** The next controller sends the state as it is by then, so what was in between is never heard of. */
function requestsAreLost(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimesStep('a-controller-dies-with-requests-unsent', {
    claim: 'a controller dies that had two requests for one broker, of which one is never sent',
    holds: ({ brokers }, after, { name }) =>
      name === 'ControllerFailover' &&
      everyone.some(
        // The state as it is by then takes the place of one of them; a broker that is gone is sent nothing.
        (broker) =>
          after.brokers.at(broker).unsent.length > 0 &&
          brokers.at(broker).unsent.length > after.brokers.at(broker).unsent.length,
      ),
  });
}

/** Its log is there, and what should say where its epochs begin is not. */
function lacksEpochs({ brokers }: ClusterState, broker: Broker): boolean {
  const { up, log, epochs } = brokers.at(broker);
  return up && log.some(({ epoch }) => !has(epochs, epoch));
}

/** Whether a follower with records is about to ask its leader where its last epoch ends. */
function isAboutToAsk(state: ClusterState, follower: Broker): boolean {
  const { up, truncating, leader, log } = state.brokers.at(follower);
  return up && truncating && log.length > 0 && leader !== null && isTrueLeader(state, leader);
}

/** R44: the leader answers by what is left of its cache. */
function leaderWithoutItsCache(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('a-leader-without-its-epoch-cache-is-asked', {
    claim: 'a true leader has a record of an epoch that it does not know, and is about to be asked',
    holds: (state) =>
      everyone.some((follower) => {
        const { leader } = state.brokers.at(follower);
        return isAboutToAsk(state, follower) && leader !== null && lacksEpochs(state, leader);
      }),
  });
}

/** R44: the follower asks by what is left of its cache, and its log is not the leader's. */
function followerWithoutItsCache(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('a-diverging-follower-without-its-epoch-cache-asks', {
    claim:
      'a follower has a record of an epoch that it does not know, and other records than its leader, which it is about to ask',
    holds: (state) =>
      everyone.some((follower) => {
        const { leader, log } = state.brokers.at(follower);
        if (!isAboutToAsk(state, follower) || leader === null) return false;
        const source = state.brokers.at(leader);
        const shared = Math.min(log.length, source.log.length);
        return lacksEpochs(state, follower) && !agreeBelow(log, source.log, shared);
      }),
  });
}
