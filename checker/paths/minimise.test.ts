/** Making a path shorter: what each of the two ways does by itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { put } from '../schema/containers.ts';
import { bool, int, mapOf, record } from '../schema/kinds.ts';
import type { Path } from '../search/trace.ts';
import { randomOf } from '../simulate/random.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel } from '../system/model.ts';
import type { Property } from '../system/property.ts';
import { minimised } from './minimise.ts';
import { follow, reduced } from './reduce.ts';
import { shortened } from './shortcut.ts';
import { createTerrain, type Sought, statesAlong, type Terrain } from './terrain.ts';

const schema = record({ x: int(0, 30), y: int(0, 30) });
type At = { readonly x: number; readonly y: number };
const action = actionsOn(schema);

/** A field on which one goes right and up by ones; and a lift, from x = 3 to x = 20. */
const field = defineModel({
  name: 'field',
  state: schema,
  initial: [
    { x: 0, y: 0 },
    { x: 0, y: 9 },
  ],
  actions: [
    action('Right', {
      when: { room: ({ x }) => x < 30 },
      effect: (draft) => {
        draft.x += 1;
      },
    }),
    action('Up', {
      when: { room: ({ y }) => y < 30 },
      effect: (draft) => {
        draft.y += 1;
      },
    }),
    action('Lift', {
      when: { here: ({ x }) => x === 3 },
      effect: (draft) => {
        draft.x = 20;
      },
    }),
    action('Stay', { when: { here: ({ x }) => x < 0 }, effect: () => undefined }),
  ],
  deadlock: 'forbidden',
});
const RIGHT = 0;
const UP = 1;
const LIFT = 2;
const STAY = 3;

const until = (holds: (at: At) => boolean): Extract<Property, { kind: 'always' }> => ({
  kind: 'always',
  name: 'until',
  claim: '',
  holds: (state) => holds(state as At),
});
const times = (count: number, step: number): number[] => Array.from({ length: count }, () => step);

function lastOf<T>(attempts: Generator<T, T>): T {
  for (;;) {
    const { done, value } = attempts.next();
    if (done === true) return value;
  }
}

const endOf = (terrain: Terrain, path: Path): At => {
  terrain.machine.show(statesAlong(terrain, path).at(-1) as Int32Array, 0);
  const { x, y } = terrain.machine.view as At;
  return { x, y };
};

describe('leaving out steps', () => {
  it('leaves a path of which no step can be left out, and which breaks at its very end', () => {
    const terrain = createTerrain(field);
    const anySteps = fc.array(fc.constantFrom(RIGHT, UP, LIFT, STAY), { maxLength: 40 });
    fc.assert(
      fc.property(anySteps, fc.nat(9), fc.nat(9), (tried, x, y) => {
        const sought = until((at) => at.x < x || at.y < y);
        const steps = follow(terrain, sought, 0, tried);
        if (steps === null) return;
        const path = lastOf(reduced(terrain, sought, { start: 0, steps }));
        expect(follow(terrain, sought, 0, path.steps)).toEqual(path.steps);
        for (let nth = 0; nth < path.steps.length; nth++)
          expect(follow(terrain, sought, 0, path.steps.toSpliced(nth, 1))).toBe(null);
      }),
    );
  });

  it('takes few attempts where little matters', () => {
    const terrain = createTerrain(field);
    const sought = until(({ y }) => y < 2);
    const steps = [...times(20, RIGHT), UP, ...times(9, RIGHT), UP];
    const attempts = [...reduced(terrain, sought, { start: 0, steps })];
    expect(attempts.at(-1)?.steps).toEqual([UP, UP]);
    expect(attempts.length).toBeLessThan(30);
    for (const [nth, { steps: now }] of attempts.entries())
      expect(now.length).toBeLessThanOrEqual(attempts[nth - 1]?.steps.length ?? steps.length);
  });

  it('keeps a step for the property of steps, and all that lead to a deadlock', () => {
    const terrain = createTerrain(field);
    const lift: Sought = {
      kind: 'step',
      name: 'no lift',
      claim: '',
      holds: (_before, _after, { name }) => name !== 'Lift',
    };
    const steps = [UP, RIGHT, RIGHT, UP, RIGHT, UP, LIFT];
    expect(lastOf(reduced(terrain, lift, { start: 0, steps })).steps).toEqual([
      RIGHT,
      RIGHT,
      RIGHT,
      LIFT,
    ]);
    const corner = [...times(30, UP), ...times(30, RIGHT)];
    expect(lastOf(reduced(terrain, null, { start: 0, steps: corner })).steps).toEqual(corner);
    expect(follow(terrain, null, 0, corner.slice(1))).toBe(null);
  });

  it('leaves out what is blocked, and stops where it breaks', () => {
    const terrain = createTerrain(field);
    const steps = [STAY, UP, LIFT, UP, STAY, UP];
    expect(
      follow(
        terrain,
        until(({ y }) => y < 2),
        0,
        steps,
      ),
    ).toEqual([UP, UP]);
  });
});

describe('a shortcut', () => {
  const far = { start: 0, steps: [UP, ...times(25, RIGHT)] };

  it('leads to a later state of the path, or straight to what is sought', () => {
    const terrain = createTerrain(field);
    const sought = until(({ x, y }) => x < 25 || y !== 1);
    // From the state after UP: three steps right, the lift, five steps right.
    const path = shortened(terrain, sought, far, 1, 10_000);
    expect(path.steps).toEqual([UP, ...times(3, RIGHT), LIFT, ...times(5, RIGHT)]);
    expect(endOf(terrain, path)).toEqual({ x: 25, y: 1 });
    expect(shortened(terrain, sought, path, 1, 10_000)).toBe(path);
    const anyHeight = shortened(
      terrain,
      until(({ x }) => x < 25),
      far,
      0,
      10_000,
    );
    expect(anyHeight.steps).toEqual([...times(3, RIGHT), LIFT, ...times(5, RIGHT)]);
  });

  it('finds its way to a state in the middle when it may not look as far as the end', () => {
    const terrain = createTerrain(field);
    const steps = [...times(20, RIGHT), ...times(10, RIGHT), ...times(30, UP)];
    const path = shortened(
      terrain,
      until(({ x, y }) => x < 30 || y < 30),
      { start: 0, steps },
      0,
      60,
    );
    expect(path.steps).toHaveLength(60 - 16);
    expect(endOf(terrain, path)).toEqual({ x: 30, y: 30 });
  });

  it('may begin at another initial state, but only from the first state of the path', () => {
    const terrain = createTerrain(field);
    const sought = until(({ y }) => y < 12);
    const path = { start: 0, steps: times(12, UP) };
    expect(shortened(terrain, sought, path, 0, 10_000)).toEqual({ start: 1, steps: times(3, UP) });
    expect(shortened(terrain, sought, path, 1, 10_000)).toBe(path);
  });

  it('is found to a step and to a deadlock', () => {
    const terrain = createTerrain(field);
    const into25: Sought = {
      kind: 'step',
      name: 'into 25',
      claim: '',
      holds: (before, after) => (before as At).x === 25 || (after as At).x !== 25,
    };
    expect(shortened(terrain, into25, far, 0, 10_000).steps).toHaveLength(9);
    const corner = { start: 0, steps: [...times(30, UP), ...times(30, RIGHT)] };
    const path = shortened(terrain, null, corner, 0, 10_000);
    expect(path.steps).toHaveLength(60 - 16 - 9);
    expect(endOf(terrain, path)).toEqual({ x: 30, y: 30 });
  });

  it('is found to another deadlock that is only one step nearer', () => {
    const edges = [[1, 4], [2], [3], [], [5], []];
    const nodes = record({ n: int(0, 5) });
    const go = actionsOn(nodes)('Go', {
      parameters: { to: int(0, 5) },
      when: { 'there is an edge': ({ n }, { to }) => edges[n]?.includes(to) === true },
      effect: (draft, { to }) => {
        draft.n = to;
      },
    });
    const parts = { name: 'graph', state: nodes, initial: [{ n: 0 }], actions: [go] };
    const terrain = createTerrain(defineModel({ ...parts, deadlock: 'forbidden' }));
    const path = shortened(terrain, null, { start: 0, steps: [1, 2, 3] }, 0, 100);
    expect(path.steps).toEqual([4, 5]);
  });

  it('to the last state is none for a property of steps: the step into it is what breaks', () => {
    const terrain = createTerrain(field);
    const slow: Sought = {
      kind: 'step',
      name: 'slow',
      claim: '',
      holds: (before, after) => (before as At).x !== 19 || (after as At).x !== 20,
    };
    const path = { start: 0, steps: times(20, RIGHT) };
    expect(shortened(terrain, slow, path, 0, 10_000)).toBe(path);
  });
});

describe('both together', () => {
  it('make a path short in a space that is far too large for a search', () => {
    // 20 switches, 2^20 states; the first 16 have to be on.
    const switches = record({ on: mapOf(int(0, 19), bool()) });
    const model = defineModel({
      name: 'switches',
      state: switches,
      initial: [{ on: times(20, 0).map(() => false) as never }],
      actions: [
        actionsOn(switches)('Flip', {
          parameters: { one: int(0, 19) },
          effect: ({ on }, { one }) => {
            put(on, one, !on.at(one));
          },
        }),
      ],
      deadlock: 'allowed',
    });
    const sought: Sought = {
      kind: 'always',
      name: 'not all',
      claim: '',
      holds: (state) => !times(16, 0).every((_, one) => (state as Lights).on.at(one)),
    };
    const terrain = createTerrain(model);
    const random = randomOf(1, 0);
    const tried = Array.from({ length: 100_000 }, () => random(20));
    const steps = follow(terrain, sought, 0, tried) ?? [];
    expect(steps.length).toBeGreaterThan(500);
    const path = lastOf(minimised(terrain, sought, { start: 0, steps }));
    expect(new Set(path.steps)).toEqual(new Set(Array.from({ length: 16 }, (_, one) => one)));
    expect(path.steps).toHaveLength(16);
  });
});

type Lights = { readonly on: { at(one: number): boolean } };
