/**
 * The controller, which has no state of its own here: it changes the quorum's state and sends a
 * LeaderAndIsr request, both with a new leader epoch, in one step.
 */
import { actionsOn, has, remove, type SetOf, singleton } from '../../checker/index.ts';
import { isReplica } from './roles.ts';
import {
  type Replica,
  type ReplicationDraft,
  type ReplicationSchema,
  type ReplicationState,
  replicaType,
} from './state.ts';

export function controllerActions(schema: ReplicationSchema) {
  const action = actionsOn(schema);
  const replica = replicaType(schema);
  const epochs = schema.fields.requests.capacity;
  const anEpochIsLeft = (state: ReplicationState) => state.requests.length < epochs;
  return [
    action('ControllerElectLeader', {
      parameters: { newLeader: replica },
      actor: 'controller',
      when: {
        'a leader epoch is left': anEpochIsLeft,
        'the new leader is in the ISR': (state, { newLeader }) => has(state.quorum.isr, newLeader),
        'it does not lead already': (state, { newLeader }) =>
          !isReplica(state.quorum.leader, newLeader),
      },
      effect(draft, { newLeader }) {
        changeLeadership(draft, newLeader, draft.quorum.isr);
      },
    }),
    action('ControllerShrinkIsr', {
      parameters: { replica },
      actor: 'controller',
      when: {
        'a leader epoch is left': anEpochIsLeft,
        'the replica leads or is in the ISR': (state, { replica }) =>
          isReplica(state.quorum.leader, replica) || has(state.quorum.isr, replica),
      },
      effect(draft, { replica }) {
        const { leader, isr } = draft.quorum;
        if (!isReplica(leader, replica)) changeLeadership(draft, leader, remove(isr, replica));
        // A leader that is alone in the ISR stays in it: there is nobody else to elect cleanly.
        else changeLeadership(draft, null, isr === singleton(replica) ? isr : remove(isr, replica));
      },
    }),
  ];
}

function changeLeadership(
  draft: ReplicationDraft,
  leader: Replica | null,
  isr: SetOf<Replica>,
): void {
  const { quorum, requests } = draft;
  quorum.leader = leader;
  quorum.leaderEpoch = requests.length;
  quorum.isr = isr;
  requests.push({ leader, isr });
}
