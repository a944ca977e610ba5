/** Models that a number describes, so that a thread of its own can make the same one. */
import { int, record } from '../schema/kinds.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';

/** Some thousand to sixty thousand states. Most have few successors, some of them many, and many of them meet. */
export function bursts(seed: number): Model {
  const upTo = chances(seed);
  const states = 2000 + upTo(60_000);
  const every = 3 + upTo(200);
  const wide = 5 + upTo(60);
  const walks = Array.from({ length: 1 + upTo(4) }, () => ({
    by: 1 + upTo(5000),
    on: upTo(states),
  }));
  const state = record({ n: int(0, states - 1), copy: int(0, 2 ** 31 - 3) });
  const action = actionsOn(state);
  return defineModel({
    name: 'bursts',
    state,
    initial: [{ n: 1, copy: 1 }],
    actions: [
      ...walks.map(({ by, on }, nth) =>
        action(`Walk${nth}`, {
          effect: (draft) => {
            draft.n = (draft.n * by + on) % states;
            draft.copy = (draft.n % 977) * 1_000_003;
          },
        }),
      ),
      action('Burst', {
        parameters: { to: int(0, wide - 1) },
        when: { 'it is due': ({ n }) => n % every === 0 },
        effect: (draft, { to }) => {
          draft.n = (draft.n * 31 + to * 173) % states;
          draft.copy = (draft.n % 977) * 1_000_003;
        },
      }),
    ],
    properties: [],
    deadlock: 'allowed',
  });
}

/** Numbers below a bound, in an order that the seed decides. */
export function chances(seed: number): (bound: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.floor(((state >>> 8) / 2 ** 24) * bound);
  };
}
