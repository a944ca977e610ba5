import { setImmediate, setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Search } from '../search/progress.ts';
import { samplesThatCount } from '../search/samples.ts';
import { advance, countsOf, createSearch } from '../search/search.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import { bursts, chances } from '../testing/bursts.ts';
import { compiled, threadOf } from '../testing/compiled.ts';
import type { JoiningData } from '../testing/joining.ts';
import { threadBytes } from './memory.ts';
import { advanceTeam, disband, isComplete, startTeam } from './team.ts';

/** Each state's words, and the number of the state that it was first reached from. */
function statesOf({ store }: Search): number[][] {
  return Array.from({ length: store.count }, (_, state) => {
    const at = offsetOf(store, state);
    return [...segmentOf(store, state).subarray(at, at + store.words + 1)];
  });
}

/** @param waits whether the others are there when the first member begins */
async function searchedByThreads(
  seed: number,
  maxStates: number,
  waits: boolean,
  module: string,
): Promise<Search> {
  const upTo = chances(seed);
  const search = createSearch(bursts(seed), { maxStates, shared: true });
  advance(search, upTo(300));
  const team = startTeam(search, 2 + upTo(3), (invitation, transferList) => {
    const workerData: JoiningData = { seed, invitation };
    return threadOf(module, 'join', workerData, transferList);
  });
  while (waits && !isComplete(team)) await setTimeout(5);
  while (!(await advanceTeam(team))) await setImmediate();
  await disband(team);
  return search;
}

it('threads find what one worker finds, state by state, however they share the work', async () => {
  const module = await compiled(new URL('../testing/joining.ts', import.meta.url));
  for (let seed = 1; seed <= 24; seed++) {
    const maxStates = seed % 4 === 0 ? 500 + chances(seed)(20_000) : Number.POSITIVE_INFINITY;
    const alone = createSearch(bursts(seed), { maxStates });
    while (!advance(alone, 4096));
    const search = await searchedByThreads(seed, maxStates, seed % 3 !== 0, module);
    expect(countsOf(search)).toEqual(countsOf(alone));
    expect(search.limit).toBe(alone.limit);
    expect(statesOf(search)).toEqual(statesOf(alone));
    expect(samplesThatCount(search)).toEqual(samplesThatCount(alone));
  }
});

it.each([
  ['memory', 2 ** 29, Infinity, 2 ** 24],
  ['memory for four million states', 80e6, Infinity, 2 ** 23],
  ['memory for one million', 20e6, Infinity, 2 ** 22],
  ['few states to find', 2 ** 29, 500_000, 2 ** 20],
])('with %s a team has an index to match from the start', (_, maxBytes, maxStates, entries) => {
  const search = createSearch(bursts(1), { maxStates, maxBytes, shared: true });
  startTeam(search, 1, () => {
    throw new Error('it has one member');
  });
  expect(search.store.index.length).toBe(entries);
});

it('what the threads of a team take is used, and free again once they have ended', async () => {
  const module = await compiled(new URL('../testing/joining.ts', import.meta.url));
  const search = createSearch(bursts(1), { shared: true });
  const before = search.store.bytes;
  const team = startTeam(search, 3, (invitation, transferList) =>
    threadOf(module, 'join', { seed: 1, invitation } satisfies JoiningData, transferList),
  );
  expect(search.store.bytes - before).toBeGreaterThan(threadBytes(3));
  await disband(team);
  const { index, segments } = search.store;
  expect(search.store.bytes).toBe(
    segments.reduce((sum, rows) => sum + (rows?.byteLength ?? 0), index.byteLength),
  );
});
