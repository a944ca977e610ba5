import { expect, it } from 'vitest';
import { createStore } from '../store/store.ts';
import { createRouter, routeSlice } from './route.ts';
import { createShared, type Round } from './shared.ts';

const MEMBERS = 3;
const { rounds, stride } = createShared({
  members: MEMBERS,
  words: 1,
  actions: 1,
  instances: 1,
  properties: 0,
  slices: 2,
});
const store = createStore(1, 100, 2 ** 20);
const router = createRouter(MEMBERS, stride);

/** By member, the places in the slice that go to it. */
function routed(states: readonly number[], slice: number): number[][] {
  const round = rounds[0] as Round;
  const start = slice * stride;
  round.words.set(states, start);
  routeSlice(router, store, round, slice, start, states.length);
  return Array.from({ length: MEMBERS }, (_, member) => {
    const route = slice * (MEMBERS + 1) + member;
    const [from, to] = round.routes.subarray(route, route + 2);
    return [...round.routed.subarray(start + (from as number), start + (to as number))].map(
      (place) => place - start,
    );
  });
}

it('the first of equal successors goes to its owner, nearly all others to nobody', () => {
  const states = Array.from({ length: 900 }, (_, nth) => (nth * 7) % 300);
  for (const slice of [0, 1]) {
    const places = routed(states, slice);
    const kept = new Set(places.flat());
    for (let nth = 0; nth < 300; nth++) expect(kept).toContain(nth);
    // Two states may dispute one entry of the table of recent ones: then equal ones are kept.
    expect(kept.size).toBeLessThan(400);
    const owned = places.map((own) => new Set(own.map((place) => states[place])));
    expect(owned.reduce((sum, { size }) => sum + size, 0)).toBe(300);
    for (const own of places) {
      expect(own).toEqual(own.toSorted((one, other) => one - other));
      expect(own.length).toBeGreaterThan(70);
    }
  }
});

it('what a slice was routed by before is forgotten', () => {
  expect(routed([11, 12], 0).flat().toSorted()).toEqual([0, 1]);
  expect(routed([12, 12], 0).flat()).toEqual([0]);
});
