/** The dangerous situations, which a repaired version must reach and survive. */
import { has, type Property, propertiesOf } from '../../checker/index.ts';
import { brokersOf, isTrueLeader, type KRaftPartitionSchema, leads, NOBODY } from './state.ts';

export function situations(schema: KRaftPartitionSchema): Property[] {
  const { sometimes, sometimesStep } = propertiesOf(schema);
  const everyone = brokersOf(schema);
  return [
    sometimes('a-record-is-committed', {
      claim: 'a leader has a high watermark above 0',
      holds: ({ committed }) => committed.length > 0,
    }),
    sometimes('a-deposed-leader-carries-on', {
      claim: 'a broker leads, by its own account, after another has been elected',
      holds: (state) =>
        everyone.some((broker) => leads(state, broker) && !isTrueLeader(state, broker)),
    }),
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
      holds: ({ brokers, partition, registrations }) =>
        everyone.some((leader) => {
          const { request } = brokers.at(leader);
          if (request === null || request.partitionEpoch !== partition.partitionEpoch) return false;
          return everyone.some(
            (broker) =>
              has(request.isr, broker) &&
              !has(partition.isr, broker) &&
              registrations.at(broker).incarnation > request.incarnation,
          );
        }),
    }),
    sometimesStep('a-follower-truncates', {
      claim: 'a follower removes records from its log',
      holds: (before, after, { name }) =>
        name === 'Fetch' &&
        everyone.some(
          (broker) => after.brokers.at(broker).log.length < before.brokers.at(broker).log.length,
        ),
    }),
    sometimesStep('changes-are-replayed-at-once', {
      claim: 'a broker replays several changes at once',
      holds: (before, after, { name }) =>
        name === 'Replay' &&
        everyone.some(
          (broker) => after.brokers.at(broker).replayed > before.brokers.at(broker).replayed + 1,
        ),
    }),
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
  ];
}
