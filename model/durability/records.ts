/** Where records are, and what they and logs are called in reasons. */
import { toText } from '../../checker/index.ts';
import type { Log } from '../log.ts';
import { type Broker, brokerType, type DurabilitySchema, type DurabilityState } from './state.ts';

export const recordNames = (ids: readonly number[]): string => ids.map((id) => `r${id}`).join(', ');

export const holdsRecord = (log: Log, id: number): boolean => log.some((entry) => entry.id === id);

export function isSomewhere({ brokers }: DurabilityState, id: number): boolean {
  return brokers.some(({ log }) => holdsRecord(log, id));
}

export function logText(
  schema: DurabilitySchema,
  brokers: DurabilityState['brokers'],
  broker: Broker,
): string {
  const log = toText(schema.fields.brokers.item.fields.log, brokers.at(broker).log);
  return `${toText(brokerType(schema), broker)} has ${log}`;
}
