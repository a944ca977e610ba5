/** How explanations of the cluster's properties name brokers. */
import { toText } from '../../checker/index.ts';
import { type Broker, brokerType, type ClusterSchema } from './state.ts';

export function namesOf(schema: ClusterSchema, brokers: readonly Broker[]): string {
  return brokers.map((broker) => toText(brokerType(schema), broker)).join(' and ');
}
