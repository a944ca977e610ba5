/**
 * The dangerous situations: what must be seen, or else a spec that holds says nothing about the bug that
 * it is about.
 */
import { has, individuals, type Property, propertiesOf } from '../../checker/index.ts';
import { latestEpoch } from '../log.ts';
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
    candidateIsBehind(schema),
    recordsAreLost(schema),
    brokerIsBack(schema),
    leaderMissesAnEpoch(schema),
    leaderAfterFailure(schema),
    cacheIsLost(schema),
    lateRecord(schema),
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

/** R04: a follower is told of a later epoch of the leader that it knows, and of none in between. */
function epochIsMissed(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimesStep('a-follower-misses-an-epoch-of-another-leader', {
    claim: 'a follower hears of a leader again, and never of the one in between',
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

/** R06 and R07: it was deaf while leaders came and went, and the one that it knows leads again. */
function staleFollower(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('a-stale-follower-meets-its-old-leader', {
    claim: 'a follower that has missed two elections has records, and its old leader leads again',
    holds: (state) =>
      everyone.some((broker) => {
        const { up, leader, leaderEpoch, log } = state.brokers.at(broker);
        if (!up || leader === null || leader === broker || log.length === 0) return false;
        return (
          isTrueLeader(state, leader) && state.brokers.at(leader).leaderEpoch > leaderEpoch + 1
        );
      }),
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

/** R44: with everyone back, logs are compared by what their epoch caches say. */
function brokerIsBack(schema: ClusterSchema): Property {
  return propertiesOf(schema).sometimes('everyone-is-back-after-a-power-failure', {
    claim: 'a broker has lost what it had not flushed, and all brokers are up again',
    holds: ({ spent, brokers }) => spent.lossyCrashes > 0 && brokers.every(({ up }) => up),
  });
}

/** It believes that it has led all the time, and that its followers are where they were. */
function leaderMissesAnEpoch(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimesStep('a-leader-misses-an-epoch-of-another-leader', {
    claim:
      'a leader that knows where a follower is hears that it leads again, and of none in between',
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
  return propertiesOf(schema).sometimes('a-leader-is-elected-after-a-failure', {
    claim:
      'something was committed, a broker failed, and another leader was elected without any move',
    holds: ({ committed, spent, zookeeper }) =>
      committed.length > 0 &&
      spent.leaderMoves === 0 &&
      spent.sessionExpiries + spent.cleanCrashes > 0 &&
      zookeeper.partition.leader !== null &&
      zookeeper.partition.leaderEpoch > 0,
  });
}

/** R44: its log is there, and what should say where its epochs begin is not. */
function cacheIsLost(schema: ClusterSchema): Property {
  const everyone = individuals(brokerType(schema));
  return propertiesOf(schema).sometimes('a-broker-has-lost-its-epoch-cache', {
    claim: 'a broker that is up has a record of an epoch that it does not know',
    holds: (state) =>
      everyone.some((broker) => {
        const { up, log, epochs } = state.brokers.at(broker);
        return up && log.some(({ epoch }) => !has(epochs, epoch));
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
