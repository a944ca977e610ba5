import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, emptySet, has, type SetOf } from '../checker/index.ts';
import {
  cacheBelow,
  endOffsetFor,
  epochsBefore,
  latestKnownEpoch,
  startOffsetOf,
} from './epochCache.ts';
import type { Log } from './log.ts';

const logOf = (...epochs: number[]): Log => epochs.map((epoch, id) => ({ id, epoch }));
const known = (log: Log, epochs: SetOf<number>, epochsFrom = 0) => ({ log, epochs, epochsFrom });
const cacheOf = (...epochs: number[]): SetOf<number> =>
  epochs.reduce<SetOf<number>>((cache, epoch) => add(cache, epoch), emptySet<number>());

describe('where an epoch begins', () => {
  it('is at its first record, or at that of the next later one, or at the end', () => {
    const log = logOf(0, 0, 2);
    expect([0, 1, 2, 3].map((epoch) => startOffsetOf(log, epoch))).toEqual([0, 2, 2, 3]);
  });
});

describe('OffsetsForLeaderEpoch', () => {
  const log = logOf(0, 0, 2);
  const cache = cacheOf(0, 2);

  it.each([
    ['the latest epoch ends at the end of the log', 2, { epoch: 2, endOffset: 3 }],
    ['an earlier one where the next begins', 0, { epoch: 0, endOffset: 2 }],
    ['one that is not known is answered for the one before it', 1, { epoch: 0, endOffset: 2 }],
    ['one later than all is undefined', 3, null],
    ['no epoch is undefined', -1, null],
  ])('%s', (_, epoch, answer) => {
    expect(endOffsetFor(known(log, cache), epoch, true)).toEqual(answer);
  });

  it('one before the first known one ends where that begins', () => {
    const late = known(logOf(2), cacheOf(2));
    expect(endOffsetFor(late, 1, true)).toEqual({ epoch: 1, endOffset: 0 });
    // Until 2.0.0.
    expect(endOffsetFor(late, 1, false)).toBeNull();
  });

  it('an epoch without a record is known once it is in the cache (KAFKA-7415)', () => {
    expect(endOffsetFor(known(logOf(0), cacheOf(0)), 1, true)).toBeNull();
    const answer = endOffsetFor(known(logOf(0), cacheOf(0, 2)), 1, true);
    expect(answer).toEqual({ epoch: 0, endOffset: 1 });
  });

  it('an empty cache knows nothing', () => {
    expect(latestKnownEpoch(emptySet())).toBe(-1);
    expect(endOffsetFor(known(logOf(0), emptySet()), 0, true)).toBeNull();
  });
});

describe('a cache that was rebuilt from a recovery point', () => {
  it('takes an epoch that began before it to begin there', () => {
    const answer = endOffsetFor(known(logOf(1, 1), cacheOf(1), 1), 0, true);
    expect(answer).toEqual({ epoch: 0, endOffset: 1 });
  });
});

describe('truncating the cache', () => {
  it('forgets the epochs that begin at the new end or later', () => {
    const log = logOf(0, 1, 3);
    expect(cacheBelow(known(log, cacheOf(0, 1, 3)), 2)).toBe(cacheOf(0, 1));
    expect(cacheBelow(known(log, cacheOf(0, 1, 3)), 0)).toBe(cacheOf());
  });

  it('forgets an epoch without a record even if no record goes', () => {
    expect(cacheBelow(known(logOf(0), cacheOf(0, 2)), 1)).toBe(cacheOf(0));
  });

  it('leaves the cache of the records that stay', () => {
    const epochs = fc.array(fc.nat({ max: 4 }), { maxLength: 5 }).map((all) => all.sort());
    fc.assert(
      fc.property(epochs, fc.nat({ max: 5 }), (all, end) => {
        const kept = cacheBelow(known(logOf(...all), cacheOf(...all)), end);
        for (let epoch = 0; epoch <= 4; epoch++)
          expect(has(kept, epoch)).toBe(all.slice(0, end).includes(epoch));
      }),
    );
  });
});

describe('epochsBefore', () => {
  it('leaves out what begins where the new epoch does: a leader that has written nothing', () => {
    expect(epochsBefore(known(logOf(0), cacheOf(0, 2)), 4)).toBe(cacheOf(0));
  });

  it('leaves out later epochs, and keeps earlier ones that have a record', () => {
    expect(epochsBefore(known(logOf(0, 1, 3), cacheOf(0, 1, 3)), 2)).toBe(cacheOf(0, 1));
  });
});
