/** What min ISR promises a producer with acks=all: how many have a record at the time that it is appended or acknowledged. */
import {
  everyMember,
  has,
  members,
  type Property,
  propertiesOf,
  size,
  toText,
} from '../../checker/index.ts';
import { ACKS_ALL } from '../acks.ts';
import { holdsRecord, isSomewhere, logText, recordNames } from './records.ts';
import type { DurabilityConstants, DurabilitySchema, DurabilityState } from './state.ts';

export function minIsrProperties(
  schema: DurabilitySchema,
  constants: DurabilityConstants,
): Property[] {
  return [
    acknowledgedByMinIsr(schema, constants),
    appendedByMinIsr(schema, constants),
    refusedBelowMinIsr(schema, constants),
  ];
}

/**
 * What acks=all and min ISR promise at the time; later on the ISR may shrink, and its members may lose it. After a crash
 * that loses records not even that: until it is noticed, the leader counts what the member had fetched.
 */
function acknowledgedByMinIsr(
  schema: DurabilitySchema,
  { acks, minIsr }: DurabilityConstants,
): Property {
  const isEverywhere = ({ brokers, partition }: DurabilityState, id: number): boolean =>
    everyMember(partition.isr, (member) => holdsRecord(brokers.at(member).log, id));
  return propertiesOf(schema).step('acknowledged-by-min-isr', {
    claim:
      'with acks=all a record is acknowledged while the ISR has min ISR members, each of which has it',
    holds: (before, after) => {
      const { acknowledged, partition } = after;
      if (acks !== ACKS_ALL || acknowledged === before.acknowledged) return true;
      return (
        size(partition.isr) >= minIsr &&
        everyMember(acknowledged, (id) => has(before.acknowledged, id) || isEverywhere(after, id))
      );
    },
    because: (before, { acknowledged, partition, brokers }) => {
      const ids = members(acknowledged).filter((id) => !has(before.acknowledged, id));
      const isr = members(partition.isr).map((member) => logText(schema, brokers, member));
      return `${recordNames(ids)} is acknowledged with min ISR ${minIsr}, and in the ISR ${isr.join(', ')}`;
    },
  });
}

/** NOT_ENOUGH_REPLICAS is asked before the append, so that what is refused is nowhere. */
function appendedByMinIsr(
  schema: DurabilitySchema,
  { acks, minIsr }: DurabilityConstants,
): Property {
  return propertiesOf(schema).step('appended-by-min-isr', {
    claim: 'with acks=all a record is appended only while the ISR has min ISR members',
    holds: (before, after) =>
      acks !== ACKS_ALL ||
      size(before.partition.isr) >= minIsr ||
      after.nextRecordId === before.nextRecordId ||
      !isSomewhere(after, before.nextRecordId),
    because: ({ nextRecordId, partition }) =>
      `r${nextRecordId} is appended with min ISR ${minIsr} and the ISR ` +
      toText(schema.fields.partition.fields.isr, partition.isr),
  });
}

/** With these a record fails for another reason: its leader leads no longer, or it has waited for too long. */
const FAILS_OTHERWISE: readonly string[] = [
  'MoveLeadership',
  'Crash',
  'CrashAndLose',
  'ProduceTimesOut',
];

/** The other half of the bargain: who has enough replicas is not refused. */
function refusedBelowMinIsr(schema: DurabilitySchema, { minIsr }: DurabilityConstants): Property {
  return propertiesOf(schema).step('refused-below-min-isr', {
    claim: 'a record is refused for want of replicas only while the ISR is below min ISR',
    holds: (before, after, { name }) =>
      after.failed === before.failed ||
      FAILS_OTHERWISE.includes(name) ||
      size(after.partition.isr) < minIsr,
    because: (before, { failed, partition }) => {
      const ids = members(failed).filter((id) => !has(before.failed, id));
      return `${recordNames(ids)} is refused with min ISR ${minIsr} and the ISR ${toText(schema.fields.partition.fields.isr, partition.isr)}`;
    },
  });
}
