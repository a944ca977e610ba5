import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import { withDefaults } from './constants.ts';
import { defineModel } from './model.ts';
import { defineSpec } from './spec.ts';

const RANGES = { top: { default: 1, min: 0, max: 9, about: '' } } as const;
const holds = { verdict: 'holds', distinct: 1 } as const;
const common = { name: 's', title: '', about: '', tags: [], expect: holds };
const build = () =>
  defineModel({
    name: 'm',
    state: record({ n: int(0, 1) }),
    initial: [{ n: 0 }],
    actions: [],
    deadlock: 'allowed',
  });

describe('the deep profile of a spec', () => {
  it('takes the names of its constants', () => {
    const constants = withDefaults(RANGES, { top: 2 });
    const deep = { constants: { top: 3 }, expect: holds } as const;
    expect(defineSpec({ ...common, constants, build, deep }).deep).toEqual(deep);
  });

  it('takes no other names, as the compiler knows', () => {
    defineSpec({
      ...common,
      constants: RANGES,
      build,
      // @ts-expect-error: `tpo` is no constant.
      deep: { constants: { top: 3, tpo: 3 }, expect: holds },
    });
    defineSpec({
      ...common,
      constants: withDefaults(RANGES, { top: 2 }),
      build,
      // @ts-expect-error: nor is it one here.
      deep: { constants: { top: 3, tpo: 3 }, expect: holds },
    });
  });
});
