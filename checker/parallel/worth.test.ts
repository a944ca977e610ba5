import { describe, expect, it } from 'vitest';
import type { Disk } from '../disk/disk.ts';
import { identity, int, record } from '../schema/kinds.ts';
import type { Search } from '../search/progress.ts';
import { advance, createSearch } from '../search/search.ts';
import { symmetryOf } from '../symmetry/canonical.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel } from '../system/model.ts';
import { threadBytes } from './memory.ts';
import { sliceBytes } from './shared.ts';
import { teamSize } from './worth.ts';

/** So many switches that are all turned on, in any order: levels of 1, n, ..., n and 1 states, n / 2 transitions each. */
function switches(count: number) {
  const state = record({ on: int(0, 2 ** count - 1) });
  return defineModel({
    name: 'switches',
    state,
    initial: [{ on: 0 }],
    actions: [
      actionsOn(state)('TurnOn', {
        parameters: { one: int(0, count - 1) },
        when: { 'it is off': ({ on }, { one }) => ((on >> one) & 1) === 0 },
        effect: (draft, { one }) => {
          draft.on += 1 << one;
        },
      }),
    ],
    properties: [],
    deadlock: 'allowed',
  });
}

function searchedFor(transitions: number, count: number): Search {
  const search = createSearch(switches(count), { shared: true });
  while (search.transitions < transitions && !advance(search, 128));
  return search;
}

describe('a team begins', () => {
  const growing = searchedFor(650_000, 20);

  it('where levels still grow, but not at once', () => {
    expect(teamSize(growing, 2)).toBe(2);
    expect(teamSize({ ...growing, transitions: 649_999 }, 2)).toBe(1);
  });

  it('only in memory', () => {
    const disk = (phase: Disk['phase']): Search => ({ ...growing, disk: { phase } as Disk });
    expect(teamSize(disk('memory'), 2)).toBe(2);
    expect(teamSize(disk('writing'), 2)).toBe(1);
  });

  it('sooner with symmetry, where a transition takes longer', () => {
    const symmetry = symmetryOf(record({ who: identity('broker', 2) }));
    const symmetric = { ...growing, machine: { ...growing.machine, symmetry } };
    expect(teamSize({ ...symmetric, transitions: 440_000 }, 2)).toBe(2);
    expect(teamSize({ ...growing, transitions: 440_000 }, 2)).toBe(1);
  });

  it('where much is to come, and not where the end is near', () => {
    // 10 million transitions in all, and 1.1 million.
    expect(teamSize(searchedFor(2_000_000, 20), 2)).toBe(2);
    expect(teamSize(searchedFor(9_000_000, 20), 2)).toBe(1);
    for (const transitions of [650_000, 800_000, 1_000_000])
      expect(teamSize(searchedFor(transitions, 17), 2)).toBe(1);
  });

  it('with as many members as there is memory for: threads, and rounds that take little of what is left', () => {
    const left = (bytes: number): Search => ({
      ...growing,
      store: { ...growing.store, maxBytes: growing.store.bytes + bytes },
    });
    const slice = sliceBytes({ words: growing.store.words, instances: 20 });
    const enoughFor = (members: number) => threadBytes(members) + 16 * members * slice;
    expect(teamSize(left(enoughFor(2)), 2)).toBe(2);
    expect(teamSize(left(enoughFor(2) - 16), 2)).toBe(1);
    expect(teamSize(left(enoughFor(5)), 16)).toBe(5);
    expect(teamSize(growing, 16)).toBe(16);
  });
});
