import { describe, expect, it } from 'vitest';
import { put, removeAt } from '../schema/containers.ts';
import {
  bag,
  bool,
  identity,
  int,
  list,
  mapOf,
  oneOf,
  optional,
  record,
  setOf,
  union,
} from '../schema/kinds.ts';
import { actionsOn } from '../system/action.ts';
import { instanceText } from '../system/instances.ts';
import { defineModel } from '../system/model.ts';
import { outcomeOn } from '../testing/run.ts';

const broker = identity('broker', 3);
const schema = record({
  n: int(-1, 3),
  flag: bool(),
  role: oneOf('leader', 'follower'),
  leader: optional(broker),
  isr: setOf(broker),
  offsets: mapOf(broker, int(0, 3)),
  log: list(record({ id: int(0, 2), epoch: int(0, 2) }), 2),
  inbox: bag(int(0, 3), 2),
  message: union('kind', { vote: record({ epoch: int(0, 1) }), none: record({}) }),
  pending: optional(record({ version: int(0, 2), isr: setOf(broker) })),
});
const initial = {
  n: 0,
  flag: false,
  role: 'leader',
  leader: 0,
  isr: 7,
  offsets: [0, 1, 2],
  log: [{ id: 1, epoch: 1 }],
  inbox: [3],
  message: { kind: 'vote', epoch: 0 },
  pending: { version: 1, isr: 1 },
};

/** The initial state as an effect that breaks the rules sees it. */
interface Loose {
  [field: string]: unknown;
  n: number;
  offsets: number[];
  log: { id: unknown; epoch: unknown }[];
  inbox: unknown[];
  message: { kind: string; epoch: unknown };
  pending: { version: unknown; isr: unknown };
}

/** A model that takes three good steps, and breaks the rules in the fourth with `step` 3, `who` b2. */
function breaking(effect: (draft: Loose) => void) {
  const steps = record({ ...schema.fields, steps: int(0, 4) });
  return defineModel({
    name: 'breaking',
    state: steps,
    initial: [{ ...initial, steps: 0 } as never],
    actions: [
      actionsOn(steps)('Fine', {
        when: { 'not yet': (state) => state.steps < 3 },
        effect: (draft) => {
          draft.steps += 1;
        },
      }),
      actionsOn(steps)('Break', {
        parameters: { step: int(0, 3), who: broker },
        when: { 'it is time': (state, { step }) => state.steps === 3 && step === 3 },
        effect: (draft, { who }) => {
          if (who === 1) effect(draft as unknown as Loose);
        },
      }),
    ],
    deadlock: 'allowed',
  });
}

class Stranger {
  readonly id = 0;
  readonly epoch = 0;
}

const assign = (field: string, value: unknown) => (draft: Loose) => {
  draft[field] = value;
};

describe('an effect that leaves the domain makes the model invalid, with path and value', () => {
  it.each<[string, (draft: Loose) => void, string, unknown]>([
    ['too large', assign('n', 4), 'n', 4],
    ['too small', assign('n', -2), 'n', -2],
    [
      'by decrement',
      (d) => {
        d.n -= 2;
      },
      'n',
      -2,
    ],
    ['a fraction', assign('n', 0.5), 'n', 0.5],
    ['NaN', assign('n', Number.NaN), 'n', Number.NaN],
    ['2 to the 32nd', assign('n', 2 ** 32), 'n', 2 ** 32],
    ['2 to the 32nd and one', assign('n', 2 ** 32 + 1), 'n', 2 ** 32 + 1],
    ['text', assign('n', '1'), 'n', '1'],
    ['a big integer', assign('n', 1n), 'n', 1n],
    ['a boxed number', assign('n', Object(1)), 'n', Object(1)],
    ['undefined', assign('n', undefined), 'n', undefined],
    ['null', assign('n', null), 'n', null],
    ['a boolean', assign('n', true), 'n', true],
    ['a number as flag', assign('flag', 1), 'flag', 1],
    ['an unknown name', assign('role', 'observer'), 'role', 'observer'],
    ['an unknown broker', assign('leader', 3), 'leader', 3],
    ['undefined for null', assign('leader', undefined), 'leader', undefined],
    ['a set with a stranger', assign('isr', 8), 'isr', 8],
    ['a negative set', assign('isr', -1), 'isr', -1],
    ['a map too short', assign('offsets', [0, 0]), 'offsets', [0, 0]],
    ['a typed array as map', assign('offsets', new Uint8Array(3)), 'offsets', new Uint8Array(3)],
    ['a set object', assign('inbox', new Set([1])), 'inbox', new Set([1])],
    ['one date', assign('message', new Date(0)), 'message', new Date(0)],
    ['a map object', assign('pending', new Map()), 'pending', new Map()],
    ['an unknown variant', assign('message', { kind: 'fetch' }), 'message', { kind: 'fetch' }],
    ['a hole', assign('inbox', new Array(1)), 'inbox[0]', undefined],
    ['a list over capacity', assign('inbox', [1, 1, 1]), 'inbox', [1, 1, 1]],
    ['a field too many', assign('pending', { version: 0, isr: 0, x: 1 }), 'pending.x', 1],
    ['a field too few', assign('pending', { version: 0 }), 'pending.isr', undefined],
    [
      'of a variant',
      (d) => {
        d.message.epoch = 2;
      },
      'message.epoch',
      2,
    ],
    [
      'of an optional',
      (d) => {
        d.pending.version = 3;
      },
      'pending.version',
      3,
    ],
    [
      'of an item',
      (d) => {
        const [at] = [d.log.at(0)];
        if (at) at.epoch = 3;
      },
      'log[0].epoch',
      3,
    ],
    [
      'pushed',
      (d) => {
        d.log.push({ id: 0, epoch: 5 });
      },
      'log[1].epoch',
      5,
    ],
    [
      'pushed, a stranger',
      (d) => {
        d.log.push(new Stranger());
      },
      'log[1]',
      new Stranger(),
    ],
    [
      'put',
      (d) => {
        put(d.offsets as never, 1, 4 as never);
      },
      'offsets[b2]',
      4,
    ],
    [
      'pushed over capacity',
      (d) => {
        d.inbox.push(1);
        d.inbox.push(1);
      },
      'inbox.length',
      3,
    ],
    [
      'a larger length',
      (d) => {
        d.inbox.length = 2;
      },
      'inbox.length',
      2,
    ],
    [
      'put beyond the end',
      (d) => {
        put(d.inbox as never, 1, 1 as never);
      },
      'inbox.index',
      1,
    ],
    [
      'put between items',
      (d) => {
        put(d.inbox as never, 0.5, 1 as never);
      },
      'inbox.index',
      0.5,
    ],
    [
      'removed from beyond',
      (d) => {
        removeAt(d.inbox as never, 1);
      },
      'inbox.index',
      1,
    ],
  ])('%s', (_, effect, path, value) => {
    const { verdict, invalid, counts } = outcomeOn(breaking(effect));
    expect(verdict).toBe('invalid-model');
    expect(invalid).toMatchObject({ path, value });
    expect(invalid?.message).toContain(path);
    expect(invalid?.message).toContain('Break(step: 3, who: b2)');
    const { instance } = invalid ?? {};
    expect(instance && instanceText(instance)).toBe('Break(step: 3, who: b2)');
    expect(invalid?.trace).toHaveLength(4);
    expect(counts.distinct).toBe(4);
  });

  it('minus zero is zero', () => {
    const outcome = outcomeOn(breaking(assign('n', -0)));
    expect(outcome).toMatchObject({ verdict: 'holds', counts: { distinct: 4 } });
  });
});

describe('the action that is at fault', () => {
  it('is not one that a condition keeps from happening', () => {
    const model = breaking(assign('n', 4));
    const [fine, broken] = model.actions;
    if (fine === undefined || broken === undefined) throw new Error('two actions');
    const guarded = {
      ...fine,
      name: 'Guarded',
      guard: [
        { name: 'never', holds: () => false },
        {
          name: 'relies on it',
          holds: () => {
            throw new Error('asked');
          },
        },
      ],
    };
    const { invalid } = outcomeOn({ ...model, actions: [guarded, fine, broken] });
    expect(invalid?.instance && instanceText(invalid.instance)).toBe('Break(step: 3, who: b2)');
  });

  it('is the condition that threw, with its name', () => {
    const model = breaking(() => undefined);
    const [fine] = model.actions;
    if (fine === undefined) throw new Error('an action');
    const holds = () => {
      throw new Error('asked');
    };
    const { invalid } = outcomeOn({
      ...model,
      actions: [{ ...fine, guard: [...fine.guard, { name: 'at fault', holds }] }],
    });
    expect(invalid?.message).toContain("condition 'at fault' of Fine threw Error: asked");
  });
});

describe('an initial state outside its domain', () => {
  it.each<[string, unknown, string]>([
    ['n', 9, 'n'],
    ['log', [{ id: 0, epoch: 9 }], 'log[0].epoch'],
    ['message', { kind: 'vote' }, 'message.epoch'],
    ['strange', 1, 'strange'],
  ])('%s: %j', (field, value, path) => {
    const model = { ...breaking(() => undefined), state: schema };
    const outcome = outcomeOn({ ...model, initial: [{ ...initial, [field]: value }] });
    expect(outcome).toMatchObject({ verdict: 'invalid-model', invalid: { path, instance: null } });
    expect(outcome.invalid?.message).toContain('initial state');
  });
});
