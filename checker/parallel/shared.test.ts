/** What rounds take of the memory, and where that is too much. */
import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import { advance, createSearch } from '../search/search.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel } from '../system/model.ts';
import { createShared, sharedBytes, sliceBytes } from './shared.ts';
import { isWorthATeam } from './team.ts';

const small = { members: 8, words: 3, actions: 10, instances: 50, properties: 2 };
const wide = { ...small, words: 64 };

describe('a round', () => {
  it.each([
    [small, Number.POSITIVE_INFINITY, 27e6],
    [wide, Number.POSITIVE_INFINITY, 35e6],
    [wide, 20e6, 21e6],
    [{ ...small, instances: 1_000_000 }, 20e6, 210e6],
  ])('of %j takes little, a slice for each member at least: of %d bytes', (sizes, bytes, most) => {
    const shared = createShared({ ...sizes, bytes });
    expect(shared.slices).toBeGreaterThanOrEqual(sizes.members);
    expect(sharedBytes(shared)).toBeLessThan(most);
    expect(sharedBytes(shared)).toBeGreaterThan(shared.slices * sliceBytes(sizes));
  });
});

it('no team begins where its rounds take much of the memory that is left', () => {
  const state = record({ n: int(0, 2 ** 23) });
  const action = actionsOn(state);
  const search = createSearch(
    defineModel({
      name: 'a binary tree',
      state,
      initial: [{ n: 1 }],
      actions: [
        action('Descend', {
          parameters: { to: int(0, 1) },
          when: { 'there is a level below': ({ n }) => n < 2 ** 22 },
          effect: (draft, { to }) => {
            draft.n = 2 * draft.n + to;
          },
        }),
      ],
      properties: [],
      deadlock: 'allowed',
    }),
    { shared: true },
  );
  expect(isWorthATeam(search, 2)).toBe(false);
  while (search.store.count < 2 ** 18) advance(search, 4096);
  expect(isWorthATeam(search, 2)).toBe(true);
  const left = (bytes: number) => ({
    ...search,
    store: { ...search.store, maxBytes: search.store.bytes + bytes },
  });
  const slice = sliceBytes({ words: search.store.words, instances: 2 });
  expect(isWorthATeam(left(16 * 2 * slice), 2)).toBe(true);
  expect(isWorthATeam(left(16 * 2 * slice - 16), 2)).toBe(false);
});
