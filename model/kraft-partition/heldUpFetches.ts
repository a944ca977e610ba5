/** Fetches that are checked by the leader, and of which it takes note some time later. */
import { type Action, actionsOn, bool, toText } from '../../checker/index.ts';
import { divergence } from '../divergence.ts';
import { latestEpoch } from '../log.ts';
import type { Cluster } from './cluster.ts';
import { mayJoin } from './isr.ts';
import { asksForProcess, fetchedBy, fetchedLeader, record } from './replication.ts';
import { brokerType } from './state.ts';

export function heldUpFetchActions(cluster: Cluster): Action[] {
  return cluster.constants.heldUpFetches > 0 ? [holdUpFetch(cluster), takeNote(cluster)] : [];
}

/** A handler that has checked the fetch, and stalls before it takes note (ReplicaManager.fetchMessages). */
function holdUpFetch(cluster: Cluster): Action {
  const { schema } = cluster;
  const { max } = schema.fields.heldUpFetches;
  return actionsOn(schema)('HoldUpFetch', {
    parameters: { follower: brokerType(schema) },
    actor: 'follower',
    when: {
      'a fetch may be held up': ({ heldUpFetches }) => heldUpFetches < max,
      'the follower follows a leader of the same leader epoch, and agrees with it': (
        state,
        { follower },
      ) => {
        const leader = fetchedLeader(state, follower);
        if (leader === null) return false;
        const { log } = state.brokers.at(follower);
        return divergence(state.brokers.at(leader).log, log.length, latestEpoch(log)) === null;
      },
    },
    effect(draft, { follower }) {
      const leader = fetchedLeader(draft, follower);
      if (leader === null) return;
      draft.heldUpFetches += 1;
      const { leaderEpoch } = draft.brokers.at(leader);
      draft.heldUp = { leader, leaderEpoch, follower, ...fetchedBy(cluster, draft, follower) };
    },
  });
}

/**
 * It does not ask again for the epoch. If it has followed since, it takes note in what it has thrown away (KAFKA-13837, 3.3):
 * that counts for nothing here, while in Kafka the follower may still be asked for by it.
 * Of a process that is gone it takes no note (KAFKA-15221); in Kafka only once metadata says so, here at once.
 */
function takeNote(cluster: Cluster): Action {
  const { schema, rules } = cluster;
  return actionsOn(schema)('TakeNoteOfFetch', {
    parameters: { joins: bool() },
    actor: ({ heldUp }) => (heldUp === null ? '' : toText(brokerType(schema), heldUp.leader)),
    when: {
      'a fetch is held up': ({ heldUp }) => heldUp !== null,
      'if its follower is to join the ISR, it is in sync': ({ heldUp, brokers }, { joins }) =>
        !joins ||
        (heldUp !== null && mayJoin(brokers.at(heldUp.leader), heldUp.follower, heldUp.end)),
    },
    effect(draft, { joins }) {
      if (draft.heldUp === null) return;
      const { leader, leaderEpoch, follower, end, incarnation } = draft.heldUp;
      draft.heldUp = null;
      const isOfEpoch = draft.brokers.at(leader).leaderEpoch === leaderEpoch;
      if (!isOfEpoch && rules.heldUpFetch === 'is-checked-again') return;
      const { incarnation: registered } = draft.registrations.at(follower);
      if (asksForProcess(rules) && rules.joinLooks === 'once' && incarnation < registered) return;
      record(cluster, draft, { leader, follower, end, incarnation, joins });
    },
  });
}
