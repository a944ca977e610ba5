/** What replication claims, after the invariants of hachikuji/kafka-specification. */
import {
  has,
  individuals,
  members,
  type Property,
  propertiesOf,
  type SetOf,
  toText,
} from '../../checker/index.ts';
import { agreeBelow, type Log, sameEntryAt } from '../log.ts';
import { isTrueLeader, presumesLeadership } from './roles.ts';
import {
  type Replica,
  type ReplicationSchema,
  type ReplicationState,
  replicaType,
} from './state.ts';

type IsrOf = (state: ReplicationState, leader: Replica) => SetOf<Replica>;

const quorumIsr: IsrOf = ({ quorum }) => quorum.isr;
const ownIsr: IsrOf = ({ replicas }, leader) => replicas.at(leader).isr;

export function replicationProperties(schema: ReplicationSchema): Property[] {
  return [...isrProperties(schema), logMatching(schema), ...vacuityProperties(schema)];
}

function isrProperties(schema: ReplicationSchema): Property[] {
  const { always } = propertiesOf(schema);
  const everyone = individuals(replicaType(schema));
  const isrText = (isr: SetOf<Replica>): string => toText(schema.fields.quorum.fields.isr, isr);
  return [
    always('strong-isr', {
      claim:
        "every member of the quorum's ISR has all records below the high watermark of any replica that presumes leadership",
      holds: (state) => isrAgrees(state, everyone, quorumIsr),
      because: (state) =>
        `${gapText(schema, state, quorumIsr)}, which is in the quorum's ISR ${isrText(state.quorum.isr)}`,
    }),
    always('weak-isr', {
      claim:
        'every member of the ISR that a presumed leader believes in has all records below its high watermark',
      holds: (state) => isrAgrees(state, everyone, ownIsr),
      because: (state) => `${gapText(schema, state, ownIsr)}, which is in the leader's own ISR`,
    }),
    // Published as `leader \in isr`, which is false of the initial state, where nobody leads.
    always('leader-in-isr', {
      claim: 'if the quorum has a leader, the leader is in the ISR',
      holds: ({ quorum }) => quorum.leader === null || has(quorum.isr, quorum.leader),
      because: ({ quorum }) =>
        `the leader is ${nameOf(schema, quorum.leader)}, the ISR ${isrText(quorum.isr)}`,
    }),
  ];
}

/** Loops over an index rather than callbacks or iterators: this runs in every state. */
function isrAgrees(state: ReplicationState, everyone: readonly Replica[], isrOf: IsrOf): boolean {
  const { replicas } = state;
  for (let nth = 0; nth < everyone.length; nth++) {
    const leader = everyone[nth] as Replica;
    const { highWatermark, log } = replicas.at(leader);
    if (highWatermark === 0 || !presumesLeadership(state, leader)) continue;
    const isr = isrOf(state, leader);
    for (let other = 0; other < everyone.length; other++) {
      const member = everyone[other] as Replica;
      if (has(isr, member) && !agreeBelow(log, replicas.at(member).log, highWatermark))
        return false;
    }
  }
  return true;
}

/** Names a presumed leader, and the ISR member and offset at which it is let down. */
function gapText(schema: ReplicationSchema, state: ReplicationState, isrOf: IsrOf): string {
  for (const leader of individuals(replicaType(schema))) {
    const { log, highWatermark } = state.replicas.at(leader);
    if (!presumesLeadership(state, leader)) continue;
    for (const member of members(isrOf(state, leader))) {
      const other = state.replicas.at(member).log;
      const offset = firstDifference(log, other, highWatermark);
      if (offset === -1) continue;
      return (
        `${nameOf(schema, leader)} presumes leadership with high watermark ${highWatermark} and ` +
        `${recordText(schema, log, offset)} at offset ${offset}; ` +
        `${recordText(schema, other, offset)} is there on ${nameOf(schema, member)}`
      );
    }
  }
  return 'no gap';
}

function firstDifference(a: Log, b: Log, end: number): number {
  for (let offset = 0; offset < end; offset++) {
    if (!sameEntryAt(a, b, offset)) return offset;
  }
  return -1;
}

/** Below both high watermarks, logs agree: two consumers never read different records at one offset. */
function logMatching(schema: ReplicationSchema): Property {
  const everyone = individuals(replicaType(schema));
  return propertiesOf(schema).always('log-matching', {
    claim: 'any two logs hold the same records below both their high watermarks',
    holds: ({ replicas }) => {
      for (const one of everyone) {
        const a = replicas.at(one);
        if (a.highWatermark === 0) continue;
        for (const other of everyone) {
          const b = replicas.at(other);
          if (!agreeBelow(a.log, b.log, Math.min(a.highWatermark, b.highWatermark))) return false;
        }
      }
      return true;
    },
    because: ({ replicas }) => {
      for (const one of everyone) {
        for (const other of everyone) {
          const a = replicas.at(one);
          const b = replicas.at(other);
          const end = Math.min(a.highWatermark, b.highWatermark);
          const offset = firstDifference(a.log, b.log, end);
          if (offset === -1) continue;
          return (
            `at offset ${offset}, below both high watermarks, ` +
            `${nameOf(schema, one)} has ${recordText(schema, a.log, offset)} and ` +
            `${nameOf(schema, other)} has ${recordText(schema, b.log, offset)}`
          );
        }
      }
      return 'no difference';
    },
  });
}

/** What must be seen, or else the bounds are too small to say anything. */
function vacuityProperties(schema: ReplicationSchema): Property[] {
  const { sometimes, sometimesStep } = propertiesOf(schema);
  return [
    sometimes('a-record-is-committed', {
      claim: 'a true leader raises its high watermark above 0',
      holds: (state) =>
        state.replicas.some(
          ({ highWatermark }, leader) => highWatermark > 0 && isTrueLeader(state, leader),
        ),
    }),
    sometimes('a-deposed-leader-carries-on', {
      claim: 'a replica presumes leadership although the quorum is in a later epoch',
      holds: (state) =>
        state.replicas.some(
          ({ leaderEpoch }, replica) =>
            presumesLeadership(state, replica) && leaderEpoch < state.quorum.leaderEpoch,
        ),
    }),
    sometimesStep('a-follower-truncates', {
      claim: 'a follower removes records from its log',
      holds: (before, after) =>
        after.replicas.some(
          ({ log }, replica) => log.length < before.replicas.at(replica).log.length,
        ),
    }),
  ];
}

function nameOf(schema: ReplicationSchema, replica: Replica | null): string {
  return replica === null ? 'none' : toText(replicaType(schema), replica);
}

function recordText(schema: ReplicationSchema, log: Log, offset: number): string {
  const entry = log.at(offset);
  return entry === undefined
    ? 'no record'
    : toText(schema.fields.replicas.item.fields.log.item, entry);
}
