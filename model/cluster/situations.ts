/**
 * The dangerous situations: what must be seen, or else a spec that holds says nothing about the bug that
 * it is about.
 */
import { has, individuals, type Property, propertiesOf } from '../../checker/index.ts';
import { agreeBelow, latestEpoch } from '../log.ts';
import { afterFailures } from './afterFailures.ts';
import { lateRequests } from './lateRequests.ts';
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
    ...afterFailures(schema),
    leaderIsBehind(schema),
    logsDiverge(schema),
    epochIsMissed(schema),
    leaderWithoutRecord(schema),
    staleFollower(schema),
    zombieFollower(schema),
    candidateIsBehind(schema),
    leaderMissesAnEpoch(schema),
    lateRecord(schema),
    lateRecordIsRefused(schema),
    ...lateRequests(schema),
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
