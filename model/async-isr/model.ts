/** The controller's and the leader's steps, and what they claim. */
import {
  actionsOn,
  add,
  defineModel,
  has,
  individuals,
  int,
  isSubset,
  type Model,
  propertiesOf,
  put,
  remove,
  type SetOf,
  toText,
  unionOf,
} from '../../checker/index.ts';
import {
  type AsyncIsrConstants,
  type AsyncIsrDraft,
  type AsyncIsrSchema,
  type AsyncIsrState,
  asyncIsrSchema,
  type Follower,
  followerType,
  initialState,
  NOBODY,
} from './state.ts';

export function asyncIsrModel(constants: AsyncIsrConstants): Model {
  const schema = asyncIsrSchema(constants);
  return defineModel({
    name: 'async-isr',
    state: schema,
    initial: [initialState(schema)],
    actions: [...controllerActions(schema), ...leaderActions(schema), followerReplicate(schema)],
    properties: asyncIsrProperties(schema),
    // Versions and offsets are bounded, so every run comes to an end.
    deadlock: 'allowed',
  });
}

/** As published unbounded; here no write goes past the highest version. */
function controllerActions(schema: AsyncIsrSchema) {
  const action = actionsOn(schema);
  const { max } = schema.fields.controller.fields.version;
  const aVersionIsLeft = ({ controller }: AsyncIsrState) => controller.version < max;
  const write = (draft: AsyncIsrDraft, isr: SetOf<Follower>): void => {
    const version = draft.controller.version + 1;
    draft.controller.version = version;
    draft.controller.isr = isr;
    draft.updates.push({ version, isr });
  };
  return [
    action('ControllerShrinkIsr', {
      parameters: { follower: followerType(schema) },
      actor: 'controller',
      when: {
        'a version is left': aVersionIsLeft,
        'the follower is in the ISR': ({ controller }, { follower }) =>
          has(controller.isr, follower),
      },
      effect(draft, { follower }) {
        write(draft, remove(draft.controller.isr, follower));
      },
    }),
    action('ControllerHandleRequest', {
      parameters: { request: int(0, schema.fields.requests.capacity - 1) },
      actor: 'controller',
      when: {
        'a version is left': aVersionIsLeft,
        'the request was sent': ({ requests }, { request }) => request < requests.length,
        "it builds on the controller's version": ({ controller, requests }, { request }) =>
          requests.at(request)?.version === controller.version,
      },
      effect(draft, { request }) {
        const sent = draft.requests.at(request);
        if (sent !== undefined) write(draft, sent.isr);
      },
    }),
  ];
}

function leaderActions(schema: AsyncIsrSchema) {
  const action = actionsOn(schema);
  const follower = followerType(schema);
  const { max } = schema.fields.leader.fields.endOffset;
  return [
    action('LeaderRequestShrinkIsr', {
      parameters: { follower },
      actor: 'leader',
      when: {
        'the follower is in the ISR': ({ leader }, { follower }) => has(leader.isr, follower),
      },
      effect(draft, { follower }) {
        request(draft, remove(draft.leader.isr, follower));
      },
    }),
    action('LeaderRequestExpandIsr', {
      parameters: { follower },
      actor: 'leader',
      when: {
        'the follower is not in the ISR': ({ leader }, { follower }) => !has(leader.isr, follower),
        'it has reached the high watermark': (state, { follower }) =>
          state.followerEndOffsets.at(follower) >= highWatermark(state),
      },
      effect(draft, { follower }) {
        request(draft, add(draft.leader.isr, follower));
      },
    }),
    action('LeaderWrite', {
      actor: 'leader',
      when: { 'an offset is left': ({ leader }) => leader.endOffset < max },
      effect(draft) {
        draft.leader.endOffset += 1;
      },
    }),
    action('LeaderHandleUpdate', {
      parameters: { update: int(0, Math.max(0, schema.fields.updates.capacity - 1)) },
      actor: 'leader',
      when: {
        'the update was sent and is news': ({ leader, updates }, { update }) =>
          (updates.at(update)?.version ?? 0) > leader.version,
      },
      effect(draft, { update }) {
        const sent = draft.updates.at(update);
        if (sent === undefined) return;
        draft.leader.version = sent.version;
        draft.leader.isr = sent.isr;
        draft.leader.pending = null;
      },
    }),
  ];
}

function followerReplicate(schema: AsyncIsrSchema) {
  return actionsOn(schema)('FollowerReplicate', {
    parameters: { follower: followerType(schema) },
    actor: 'follower',
    when: {
      'the leader has more': ({ followerEndOffsets, leader }, { follower }) =>
        followerEndOffsets.at(follower) < leader.endOffset,
    },
    effect({ followerEndOffsets }, { follower }) {
      put(followerEndOffsets, follower, followerEndOffsets.at(follower) + 1);
    },
  });
}

/** Sends a request, once, and counts its ISR in until the leader hears of a newer version. */
function request(draft: AsyncIsrDraft, isr: SetOf<Follower>): void {
  const { leader, requests } = draft;
  const { version } = leader;
  if (!requests.some((sent) => sent.version === version && sent.isr === isr))
    requests.push({ version, isr });
  leader.pending = { version, isr: unionOf(leader.pending?.isr ?? NOBODY, isr) };
}

/** The least end offset among the leader and all that are, or may come to be, in the ISR. */
function highWatermark({ leader, followerEndOffsets }: AsyncIsrState): number {
  const counted = unionOf(leader.isr, leader.pending?.isr ?? NOBODY);
  let least = leader.endOffset;
  followerEndOffsets.every((endOffset, follower) => {
    if (has(counted, follower)) least = Math.min(least, endOffset);
    return true;
  });
  return least;
}

function asyncIsrProperties(schema: AsyncIsrSchema) {
  const { always, sometimes, step } = propertiesOf(schema);
  const follower = followerType(schema);
  return [
    always('valid-high-watermark', {
      claim: "every member of the controller's ISR has reached the leader's high watermark",
      holds: (state) => {
        const committed = highWatermark(state);
        return state.followerEndOffsets.every(
          (endOffset, member) => !has(state.controller.isr, member) || endOffset >= committed,
        );
      },
      because: (state) => {
        const committed = highWatermark(state);
        const behind = individuals(follower).filter(
          (member) =>
            has(state.controller.isr, member) && state.followerEndOffsets.at(member) < committed,
        );
        return `the high watermark is ${committed}; behind it, in the ISR: ${behind.map((member) => toText(follower, member)).join(', ')}`;
      },
    }),
    // What a consumer has read stays readable: hence a follower joins only from the high watermark on.
    step('high-watermark-monotone', {
      claim: "the leader's high watermark never falls",
      holds: (before, after) => highWatermark(after) >= highWatermark(before),
      because: (before, after) =>
        `the high watermark was ${highWatermark(before)}, and is ${highWatermark(after)}`,
    }),
    sometimes('a-record-is-committed', {
      claim: 'the high watermark rises above 0',
      holds: (state) => highWatermark(state) > 0,
    }),
    sometimes('a-record-is-committed-without-a-follower', {
      claim: 'the high watermark passes a follower that has left the ISR, as the leader has heard',
      holds: (state) =>
        individuals(follower).some(
          (one) =>
            !has(state.leader.isr, one) && state.followerEndOffsets.at(one) < highWatermark(state),
        ),
    }),
    sometimes('the-controller-is-ahead', {
      claim: 'the controller has shrunk the ISR and the leader has not heard of it',
      holds: ({ controller, leader }) =>
        controller.version > leader.version && !isSubset(leader.isr, controller.isr),
    }),
    sometimes('a-request-is-overtaken', {
      claim: 'a request is pending that builds on a version the controller has left',
      holds: ({ controller, leader }) =>
        leader.pending !== null && leader.pending.version < controller.version,
    }),
  ];
}
