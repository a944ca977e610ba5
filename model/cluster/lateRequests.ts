/** What must be seen of requests that a controller had sent when it died, and of those that the next one repeats. */
import { individuals, type Property, propertiesOf } from '../../checker/index.ts';
import { type Broker, brokerType, type ClusterSchema } from './state.ts';

export function lateRequests(schema: ClusterSchema): Property[] {
  const { sometimesStep } = propertiesOf(schema);
  const everyone = individuals(brokerType(schema));
  return [
    sometimesStep('a-dead-controller-is-heard', {
      claim: 'a broker learns of a leader epoch from a controller that has died',
      holds: ({ brokers }, after, { name, parameters }) => {
        const broker = parameters['broker'] as Broker;
        return (
          name === 'ReceiveLateRequest' &&
          after.brokers.at(broker).leaderEpoch > brokers.at(broker).leaderEpoch
        );
      },
    }),
    sometimesStep('a-late-request-is-refused', {
      claim: 'a broker hears of the next controller while a request of the last one is on its way',
      holds: ({ brokers }, after, { name }) =>
        name === 'ReceiveLeaderAndIsr' &&
        everyone.some(
          (broker) => after.brokers.at(broker).late.length < brokers.at(broker).late.length,
        ),
    }),
    sometimesStep('a-late-request-is-of-an-older-epoch', {
      claim:
        'a request of a dead controller arrives when the broker is in a later leader epoch already',
      holds: ({ brokers }, _, { name, parameters }) => {
        if (name !== 'ReceiveLateRequest') return false;
        const { late, leaderEpoch } = brokers.at(parameters['broker'] as Broker);
        const request = late.at(parameters['nth'] as number);
        return request !== undefined && request.leaderEpoch < leaderEpoch;
      },
    }),
    sometimesStep('a-request-repeats-the-epoch', {
      claim: 'a leader is sent its own leader epoch again, with another ISR than it has by now',
      holds: ({ brokers }, _, { name, parameters }) => {
        if (name !== 'ReceiveLeaderAndIsr') return false;
        const broker = parameters['broker'] as Broker;
        const { leader, leaderEpoch, isr, unsent } = brokers.at(broker);
        const request = unsent.at(0);
        return (
          leader === broker &&
          request !== undefined &&
          request.leaderEpoch === leaderEpoch &&
          request.isr !== isr
        );
      },
    }),
  ];
}
