/**
 * The dangerous situations: what must be seen, or else a spec that holds says nothing about the bug that
 * it is about.
 */
import { has, individuals, type Property, propertiesOf } from '../../checker/index.ts';
import { agreeBelow, latestEpoch } from '../log.ts';
import {
  type Broker,
  brokerType,
  type ClusterSchema,
  type ClusterState,
  isTrueLeader,
  leadsByOwnAccount,
} from './state.ts';

export function situations(schema: ClusterSchema): Property[] {
  return [
    ...ofEveryRun(schema),
    leaderIsBehind(schema),
    logsDiverge(schema),
    epochIsMissed(schema),
    leaderWithoutRecord(schema),
    staleFollower(schema),
    zombieFollower(schema),
    candidateIsBehind(schema),
    recordsAreLost(schema),
    brokerIsBack(schema),
    leaderMissesAnEpoch(schema),
    leaderAfterFailure(schema),
    crashedFollowerIsBack(schema),
    requestsAreLost(schema),
    leaderWithoutItsCache(schema),
    followerWithoutItsCache(schema),
    lateRecord(schema),
    lateRecordIsRefused(schema),
  ];
}

function ofEveryRun(schema: ClusterSchema): Property[] {
  const { sometimes, sometimesStep } = propertiesOf(schema);
  const everyone = individuals(brokerType(schema));
  return [
    sometimes('a-record-is-committed', {
      claim: 'a record is committed',
      holds: ({ committed }) => committed.length > 0,
    }),
    sometimes('a-deposed-leader-carries-on', {
      claim: 'a broker believes to lead although a later leader epoch has begun',
      holds: (state) =>
        everyone.some(
          (broker) =>
            leadsByOwnAccount(state, broker) &&
            state.brokers.at(broker).leaderEpoch < state.zookeeper.partition.leaderEpoch,
        ),
    }),
    sometimesStep('a-follower-truncates', {
      claim: 'a follower removes records from its log',
      holds: ({ brokers }, after) =>
        everyone.some(
          (broker) =>
            after.brokers.at(broker).up &&
            after.brokers.at(broker).log.length < brokers.at(broker).log.length,
        ),
    }),
  ];
}

/** R01 and R08: its high watermark is one fetch behind, and now others go by it. */
function leaderIsBehind(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('a-leader-does-not-know-what-is-committed', {
    claim: "a true leader's high watermark is below what was committed before it led",
    holds: (state) =>
      everyone.some(
        (broker) =>
          isTrueLeader(state, broker) &&
          state.brokers.at(broker).highWatermark < state.committed.length,
      ),
  });
}

/** R03: two brokers wrote at the same offset, each as leader. */
function logsDiverge(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  const differ = ({ brokers }: ClusterState, one: Broker, other: Broker): boolean => {
    const a = brokers.at(one).log.at(0);
    const b = brokers.at(other).log.at(0);
    return a !== undefined && b !== undefined && a.epoch !== b.epoch;
  };
  return propertiesOf(schema).sometimes('logs-diverge', {
    claim: 'two logs begin with different records',
    holds: (state) => everyone.some((one) => everyone.some((other) => differ(state, one, other))),
  });
}

/** R04: a follower is told of a later epoch of the leader that it knows, and not of the one in between. */
function epochIsMissed(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimesStep('a-follower-misses-an-epoch', {
    claim: 'a follower hears that its leader leads again, and never of an epoch in between',
    holds: ({ brokers }, after, { name }) =>
      name === 'ReceiveLeaderAndIsr' &&
      everyone.some((broker) => {
        const then = brokers.at(broker);
        const now = after.brokers.at(broker);
        return (
          now.leaderEpoch > then.leaderEpoch + 1 &&
          now.leader !== null &&
          now.leader !== broker &&
          now.leader === then.leader
        );
      }),
  });
}

/** R05: the follower's last epoch is one that the leader, which has written nothing yet, never saw. */
function leaderWithoutRecord(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('a-leader-is-asked-about-an-epoch-it-never-saw', {
    claim:
      "a follower has yet to truncate, and its last epoch is later than any in the leader's log",
    holds: (state) =>
      everyone.some((broker) => {
        const { truncating, leader, log } = state.brokers.at(broker);
        if (!truncating || leader === null || !isTrueLeader(state, leader)) return false;
        return latestEpoch(log) > latestEpoch(state.brokers.at(leader).log);
      }),
  });
}

/**
 * R06 and R07: it was deaf while leaders came and went, and the one that it knows leads again. Its next
 * fetch would be taken for progress, because its log is no longer than the leader's; and it is another.
 */
function staleFollower(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('a-stale-follower-meets-its-old-leader', {
    claim:
      'a follower that has missed two elections has other records than its old leader, which leads again',
    holds: (state) => everyone.some((broker) => isStaleFollower(state, broker)),
  });
}

function isStaleFollower(state: ClusterState, broker: Broker): boolean {
  const { up, leader, leaderEpoch, log } = state.brokers.at(broker);
  if (!up || leader === null || leader === broker || !isTrueLeader(state, leader)) return false;
  const source = state.brokers.at(leader);
  return (
    source.leaderEpoch > leaderEpoch + 1 &&
    log.length <= source.log.length &&
    !agreeBelow(log, source.log, log.length)
  );
}

/** R06: the same of a broker that was paused, so that ZooKeeper and the controller hold it for dead. */
function zombieFollower(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('a-zombie-follower-meets-its-old-leader', {
    claim:
      'a follower whose session has expired has other records than its old leader, which leads again',
    holds: (state) =>
      everyone.some(
        (broker) => !has(state.zookeeper.registered, broker) && isStaleFollower(state, broker),
      ),
  });
}

/** R08: it has reached the new leader's high watermark, which is not what was committed. */
function candidateIsBehind(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('an-outsider-reaches-a-stale-high-watermark', {
    claim:
      "a follower outside the ISR has reached the true leader's high watermark, but not all that is committed",
    holds: (state) => {
      const { leader, isr } = state.zookeeper.partition;
      if (leader === null || !isTrueLeader(state, leader)) return false;
      const { highWatermark, leaderEpoch } = state.brokers.at(leader);
      return everyone.some((broker) => {
        const other = state.brokers.at(broker);
        return (
          !has(isr, broker) &&
          other.up &&
          other.leaderEpoch === leaderEpoch &&
          other.log.length >= highWatermark &&
          other.log.length < state.committed.length
        );
      });
    },
  });
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

/** It believes that it has led all the time, and that its followers are where they were. */
function leaderMissesAnEpoch(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimesStep('a-leader-misses-an-epoch', {
    claim:
      'a leader that knows where a follower is hears that it leads again, and never of an epoch in between',
    holds: ({ brokers }, after, { name }) =>
      name === 'ReceiveLeaderAndIsr' &&
      everyone.some((broker) => {
        const then = brokers.at(broker);
        const now = after.brokers.at(broker);
        return (
          now.leaderEpoch > then.leaderEpoch + 1 &&
          now.leader === broker &&
          then.leader === broker &&
          then.ends.some((end) => end > 0)
        );
      }),
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
        (broker) => brokers.at(broker).unsent.length > after.brokers.at(broker).unsent.length,
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

/** A fetch was checked in one epoch and counts in another. */
function lateRecord(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimesStep('a-fetch-is-recorded-in-another-epoch', {
    claim: 'a leader takes note of a fetch of a follower that is in another epoch by now',
    holds: ({ brokers }, after, { name, parameters }) =>
      name === 'LeaderRecordLateFetch' &&
      everyone.some(
        (broker) =>
          broker === parameters['follower'] &&
          brokers.at(broker).leaderEpoch !==
            brokers.at(parameters['leader'] as Broker).leaderEpoch &&
          after.brokers.at(broker).up,
      ),
  });
}

/** What `later-checked` is for. */
function lateRecordIsRefused(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimesStep('a-late-fetch-is-refused', {
    claim: 'a leader hears of another epoch while it has a fetch to take note of, and drops it',
    holds: ({ brokers }, after, { name }) =>
      name === 'ReceiveLeaderAndIsr' &&
      everyone.some((broker) => {
        const { leader, unrecorded } = brokers.at(broker);
        return (
          leader === broker &&
          unrecorded.some((offset) => offset !== null) &&
          after.brokers.at(broker).unrecorded.every((offset) => offset === null)
        );
      }),
  });
}
