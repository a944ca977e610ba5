import { describe, expect, it } from 'vitest';
import { bag, int, list, record } from '../schema/kinds.ts';
import { DomainError } from '../schema/plain.ts';
import { actionsOn } from './action.ts';
import { type Instance, instancesOf } from './instances.ts';
import { blockedBy, canonical, stepTo } from './step.ts';

const schema = record({ n: int(0, 3), log: list(int(0, 3), 2), inbox: bag(int(0, 3), 3) });
const state = { n: 0, log: [1], inbox: [3, 1] };

function only(effect: (draft: { n: number; log: { push(n: number): number } }) => void): Instance {
  const [instance] = instancesOf(actionsOn(schema)('Act', { effect: effect as never }));
  if (instance === undefined) throw new Error('no instance');
  return instance;
}

describe('canonical', () => {
  it('is a frozen copy with bags sorted', () => {
    const copy = canonical(schema, state) as typeof state;
    expect(copy).toEqual({ n: 0, log: [1], inbox: [1, 3] });
    expect(Object.isFrozen(copy) && Object.isFrozen(copy.log)).toBe(true);
    expect(state.inbox).toEqual([3, 1]);
    copy satisfies typeof state;
    expect(copy).not.toBe(state);
  });

  it('refuses what is outside its domain', () => {
    expect(() => canonical(schema, { ...state, n: 4 })).toThrow(DomainError);
  });
});

describe('stepTo', () => {
  it('leaves the state before as it was', () => {
    const before = canonical(schema, state);
    const text = JSON.stringify(before);
    const after = stepTo(
      schema,
      only((draft) => {
        draft.n = 2;
        draft.log.push(3);
      }),
      before,
    );
    expect(after).toEqual({ n: 2, log: [1, 3], inbox: [1, 3] });
    expect(Object.isFrozen(after)).toBe(true);
    expect(JSON.stringify(before)).toBe(text);
  });

  it('names the path of what leaves the domain', () => {
    const overfill = only((draft) => {
      draft.log.push(2);
      draft.log.push(2);
    });
    expect(() => stepTo(schema, overfill, canonical(schema, state))).toThrow(
      'log is [1,2,2], which is not an array of at most 2 items',
    );
  });
});

describe('blockedBy', () => {
  it('names the first condition that does not hold, and asks no further', () => {
    const [instance] = instancesOf(
      actionsOn(schema)('Act', {
        when: {
          one: ({ n }) => n < 3,
          two: ({ n }) => n < 1,
          three: ({ n }) => {
            if (n > 0) throw new Error('asked');
            return false;
          },
        },
        effect: () => undefined,
      }),
    );
    if (instance === undefined) throw new Error('no instance');
    expect([0, 1, 3].map((n) => blockedBy(instance, { ...state, n }))).toEqual([
      'three',
      'two',
      'one',
    ]);
  });
});
