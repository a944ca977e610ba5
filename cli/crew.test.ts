import { expect, it } from 'vitest';
import { actionsOn, countsOf, defineModel, int, record } from '../checker/index.ts';
import { searchToEnd } from './search.ts';

const state = record({ n: int(0, 20_000) });

/** Each state takes a millisecond, as with a million instances. */
const SLOW = defineModel({
  name: 'slow',
  state,
  initial: [{ n: 0 }],
  deadlock: 'allowed',
  actions: [
    actionsOn(state)('Count', {
      when: {
        'it is not the last': ({ n }) => {
          const until = performance.now() + 1;
          while (performance.now() < until);
          return n < 20_000;
        },
      },
      effect: (draft) => {
        draft.n += 1;
      },
    }),
  ],
});

it('a search stops soon after its time is up, also with a model that is slow', async () => {
  const { search } = await searchToEnd(
    SLOW,
    {
      all: false,
      order: 'breadth-first',
      symmetry: false,
      stats: false,
      maxStates: null,
      maxDepth: null,
      timeoutSeconds: 0.1,
      maxMemory: 1e9,
      disk: null,
      workers: 1,
    },
    { interrupt: new AbortController().signal, progress: () => undefined },
    null,
    null,
  );
  expect(search.limit).toBe('timeout');
  // In slices of thousands it would be as many.
  expect(countsOf(search).distinct).toBeLessThan(1000);
});
