/** The dangerous situations, which a repaired version must reach and survive. */
import { has, type Property, propertiesOf } from '../../checker/index.ts';
import {
  type Broker,
  brokersOf,
  isTrueLeader,
  type KRaftPartitionSchema,
  type KRaftPartitionState,
  leads,
  NOBODY,
} from './state.ts';

export function situations(schema: KRaftPartitionSchema): Property[] {
  return [
    ...ofReplication(schema),
    ...ofMetadata(schema),
    ...ofRequests(schema),
    ...ofFailures(schema),
    ...ofElections(schema),
  ];
}

function ofReplication(schema: KRaftPartitionSchema): Property[] {
  const { sometimes, sometimesStep } = propertiesOf(schema);
  const everyone = brokersOf(schema);
  return [
    sometimes('a-record-is-committed', {
      claim: 'a leader has a high watermark above 0',
      holds: ({ committed }) => committed.length > 0,
    }),
    sometimesStep('a-follower-truncates', {
      claim: 'a follower removes records from its log',
      holds: (before, after, { name }) =>
        name === 'Fetch' &&
        everyone.some(
          (broker) => after.brokers.at(broker).log.length < before.brokers.at(broker).log.length,
        ),
    }),
    sometimesStep('a-fetch-is-noted-after-its-epoch', {
      claim: 'a leader comes to take note of a fetch that it checked in an earlier leader epoch',
      holds: ({ heldUp, brokers }, _, { name }) =>
        name === 'TakeNoteOfFetch' &&
        heldUp !== null &&
        heldUp.leaderEpoch < brokers.at(heldUp.leader).leaderEpoch,
    }),
  ];
}

function ofMetadata(schema: KRaftPartitionSchema): Property[] {
  const { sometimes, sometimesStep } = propertiesOf(schema);
  const everyone = brokersOf(schema);
  /** The broker that replays in a step. */
  const replayer = (before: KRaftPartitionState, after: KRaftPartitionState): Broker | undefined =>
    everyone.find(
      (broker) => after.brokers.at(broker).replayed > before.brokers.at(broker).replayed,
    );
  return [
    sometimes('a-deposed-leader-carries-on', {
      claim: 'a broker leads, by its own account, after another has been elected',
      holds: (state) =>
        everyone.some((broker) => leads(state, broker) && !isTrueLeader(state, broker)),
    }),
    sometimesStep('a-waiting-leader-replays-what-it-knows', {
      claim: 'a leader replays a change that it knows from an answer, while it waits for another',
      holds: (before, after, { name }) => {
        const broker = name === 'Replay' ? replayer(before, after) : undefined;
        if (broker === undefined) return false;
        const { leading, partitionEpoch } = before.brokers.at(broker);
        const isWaiting = leading !== null && leading.pending !== NOBODY;
        return isWaiting && after.brokers.at(broker).replayed === partitionEpoch;
      },
    }),
    sometimesStep('a-leader-misses-an-epoch', {
      claim: 'a broker that leads replays at once that another led and that it leads again',
      holds: (before, after, { name }) => {
        const broker = name === 'Replay' ? replayer(before, after) : undefined;
        if (broker === undefined || !leads(before, broker) || !leads(after, broker)) return false;
        return after.brokers.at(broker).leaderEpoch > before.brokers.at(broker).leaderEpoch + 1;
      },
    }),
  ];
}

function ofRequests(schema: KRaftPartitionSchema): Property[] {
  const { sometimes } = propertiesOf(schema);
  const everyone = brokersOf(schema);
  /** Whether a request that is not out of date asks to take in somebody of whom this is so. */
  const asksFor = (
    { brokers, partition }: KRaftPartitionState,
    isSo: (broker: Broker, incarnation: number) => boolean,
  ): boolean =>
    everyone.some((leader) => {
      const { request } = brokers.at(leader);
      if (request === null || request.partitionEpoch !== partition.partitionEpoch) return false;
      return everyone.some(
        (broker) =>
          has(request.isr, broker) &&
          !has(partition.isr, broker) &&
          isSo(broker, request.incarnation),
      );
    });
  return [
    sometimes('a-request-is-overtaken', {
      claim: 'a leader waits for an answer to a request that the controller has made out of date',
      holds: ({ brokers, partition }) =>
        everyone.some((broker) => {
          const { request, leading } = brokers.at(broker);
          return (
            request !== null &&
            leading !== null &&
            leading.pending !== NOBODY &&
            request.partitionEpoch < partition.partitionEpoch
          );
        }),
    }),
    sometimes('a-request-is-for-a-process-that-is-gone', {
      claim: 'a request asks to take a broker into the ISR whose process has ended or begun since',
      holds: (state) =>
        asksFor(
          state,
          (broker, incarnation) => state.registrations.at(broker).incarnation > incarnation,
        ),
    }),
    sometimes('a-request-is-for-a-fenced-broker', {
      claim: 'a request asks to take a broker into the ISR that is fenced',
      holds: (state) =>
        asksFor(state, (broker) => state.registrations.at(broker).status === 'fenced'),
    }),
  ];
}

function ofFailures(schema: KRaftPartitionSchema): Property[] {
  const { sometimes, sometimesStep } = propertiesOf(schema);
  const everyone = brokersOf(schema);
  return [
    sometimes('two-sessions-are-to-expire', {
      claim: 'two brokers do not run, and neither is fenced yet',
      holds: ({ brokers, registrations }) =>
        everyone.filter(
          (broker) =>
            brokers.at(broker).process !== 'running' &&
            registrations.at(broker).status !== 'fenced',
        ).length >= 2,
    }),
    sometimesStep('a-candidate-restarts-after-its-shutdown', {
      claim: 'a broker that shut down in order, and is eligible, starts again',
      holds: ({ brokers, partition: { isr, elr } }, after, { name }) =>
        name === 'Restart' &&
        everyone.some(
          (broker) =>
            brokers.at(broker).process === 'shut-down' &&
            after.brokers.at(broker).process === 'running' &&
            (has(isr, broker) || has(elr, broker)),
        ),
    }),
  ];
}

function ofElections(schema: KRaftPartitionSchema): Property[] {
  const { sometimes, sometimesStep } = propertiesOf(schema);
  return [
    sometimes('the-isr-is-empty', {
      claim:
        'nobody is in the ISR, and an eligible leader replica is to be elected once it is active',
      holds: ({ partition }) => partition.isr === NOBODY && partition.elr !== NOBODY,
    }),
    sometimesStep('an-eligible-replica-is-elected', {
      claim: 'an eligible leader replica outside the ISR becomes leader',
      holds: ({ partition: { elr } }, { partition: { leader } }) =>
        leader !== null && has(elr, leader),
    }),
    sometimesStep('the-last-known-leader-is-elected', {
      claim: 'who led last is elected, as nobody is eligible',
      holds: ({ partition: { isr, elr, lastKnownLeader } }, { partition: { leader } }) =>
        isr === NOBODY &&
        lastKnownLeader !== null &&
        leader !== null &&
        leader === lastKnownLeader &&
        !has(elr, leader),
    }),
  ];
}
