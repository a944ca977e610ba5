import { describe, expect, it } from 'vitest';
import { createSearch } from '../../checker/index.ts';
import { square } from '../../checker/testing/square.ts';
import { deadlineOf, leaving, within } from './deadline.ts';
import { sizesOf } from './sizes.ts';

const forEver = (): number => Number.POSITIVE_INFINITY;
const nothing = (): void => undefined;
const whole = (states: number) => ({ states, isWhole: true });

describe('the sizes of several spaces', () => {
  it('are those of the whole spaces, null where memory or the model is in the way', async () => {
    const begin = [
      () => createSearch(square(3)),
      () => createSearch(square(100)),
      () => null,
      () => createSearch(square(100), { maxBytes: 1000 }),
    ];
    expect(await sizesOf(begin, forEver, nothing)).toEqual([whole(9), whole(10_000), null, null]);
  });

  it('are at least as many as there may be, where there are more', async () => {
    const begin = [() => createSearch(square(4), { maxStates: 10 })];
    expect(await sizesOf(begin, forEver, nothing)).toEqual([{ states: 10, isWhole: false }]);
  });

  it('do not let a long search use up the time of a short one', async () => {
    const begin = [() => createSearch(square(3000)), () => createSearch(square(5))];
    expect(await sizesOf(begin, within(0.3, forEver), nothing)).toEqual([null, whole(25)]);
  });

  it('use the time that short searches leave', async () => {
    const turns: number[] = [];
    let asked = 0;
    const soonMore = (): number => (asked++ < 3 ? 1e-9 : Number.POSITIVE_INFINITY);
    const begin = [() => createSearch(square(400)), () => createSearch(square(5))];
    expect(await sizesOf(begin, soonMore, (nth) => turns.push(nth))).toEqual([
      whole(160_000),
      whole(25),
    ]);
    expect(turns).toEqual([0, 1, 0]);
  });

  it('are null once time is up', async () => {
    expect(await sizesOf([() => createSearch(square(3))], () => 0, nothing)).toEqual([null]);
  });
});

describe('a deadline', () => {
  it('is none without a timeout, until somebody interrupts', () => {
    const controller = new AbortController();
    const deadline = deadlineOf(controller.signal, performance.now(), null);
    expect(deadline()).toBe(Number.POSITIVE_INFINITY);
    controller.abort();
    expect(deadline()).toBeLessThanOrEqual(6);
    expect(deadline()).toBeGreaterThan(4);
  });

  it('comes soon where the interruption was before, or the time is up', () => {
    const now = performance.now();
    expect(deadlineOf(AbortSignal.abort(), now, null)()).toBeLessThanOrEqual(6);
    const { signal } = new AbortController();
    expect(deadlineOf(signal, now - 100_000, 1)()).toBeLessThanOrEqual(6);
    expect(deadlineOf(signal, now, 100)()).toBeGreaterThan(100);
  });

  it('can be made earlier', () => {
    expect(leaving(3, () => 10)()).toBe(7);
    expect(within(2, () => 10)()).toBeLessThanOrEqual(2);
    expect(within(20, () => 10)()).toBe(10);
  });
});
