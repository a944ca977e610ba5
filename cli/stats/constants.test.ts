import { expect, it } from 'vitest';
import { defineSpec, type Model } from '../../checker/index.ts';
import { square } from '../../checker/testing/square.ts';
import { compareConstants } from './constants.ts';

/** By side: a square of 10, 200 (40,000 states) or 1,100 (1.2 million). */
function spec(sideOf: (small: number, large: number) => number) {
  const range = { default: 2, min: 1, max: 2, about: '' };
  return defineSpec({
    name: 'squares',
    title: '',
    about: '',
    tags: [],
    constants: { small: range, large: range },
    build: ({ small, large }): Model => square(sideOf(small, large)),
    expect: { verdict: 'holds' },
  });
}

it('puts a constant first that makes more states than can be counted', async () => {
  const comparison = await compareConstants({
    spec: spec((small, large) => (large === 2 ? 1100 : small === 2 ? 200 : 10)),
    constants: { small: 2, large: 2 },
    states: null,
    maxBytes: 1e9,
    deadline: () => Number.POSITIVE_INFINITY,
    progress: () => undefined,
  });
  expect(comparison?.changes).toMatchObject([
    { constant: 'large', fromStates: null, toStates: 100, times: null, moreThan: 1_000_000 },
    { constant: 'small', fromStates: 40_000, toStates: 100, times: 400, moreThan: null },
  ]);
});
