import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';
import { exploreNaively } from '../testing/explorer.ts';
import { outcomeOn } from '../testing/run.ts';
import { square } from '../testing/square.ts';
import { outcomeOf } from './report.ts';
import { advance, countsOf, createSearch, stopSearch } from './search.ts';

describe('a limit that is not hit', () => {
  it('does not change the verdict', () => {
    const limits = { maxStates: 100, maxDepth: 20, maxBytes: 10_000_000 };
    expect(outcomeOn(square(10), limits)).toMatchObject({
      verdict: 'holds',
      limit: null,
      complete: true,
      counts: { distinct: 100, transitions: 180, depth: 19, frontier: 0 },
    });
  });
});

describe('max-states', () => {
  it.each([0, 1, 2, 50, 99])('%i: incomplete, with the states that fit', (maxStates) => {
    const outcome = outcomeOn(square(10), { maxStates });
    const { transitions, depth } = exploreNaively(square(10), { maxStates }).counts;
    expect(outcome).toMatchObject({ verdict: 'incomplete', limit: 'max-states', complete: false });
    expect(outcome.counts).toMatchObject({ distinct: maxStates, transitions, depth });
  });

  it('is no match for a violation among the states that fit', () => {
    const model = square(10);
    const never = { kind: 'always', name: 'never', claim: '', holds: () => false } as const;
    const outcome = outcomeOn({ ...model, properties: [never] }, { maxStates: 1 });
    expect(outcome).toMatchObject({ verdict: 'violated', limit: null });
  });

  it('hides a step that lies beyond it', () => {
    const schema = record({ n: int(0, 9) });
    const model = defineModel({
      name: 'line',
      state: schema,
      initial: [{ n: 0 }],
      actions: [
        actionsOn(schema)('Next', {
          when: { 'there is room': ({ n }) => n < 9 },
          effect: (draft) => {
            draft.n += 1;
          },
        }),
      ],
      properties: [
        propertiesOf(schema).step('up to 5', { claim: '', holds: (_, { n }) => n <= 5 }),
      ],
      deadlock: 'allowed',
    });
    const judge = (maxStates: number) => outcomeOn(model, { maxStates });
    expect(judge(6)).toMatchObject({
      verdict: 'incomplete',
      counts: { distinct: 6, transitions: 5 },
    });
    expect(judge(7)).toMatchObject({
      verdict: 'violated',
      counts: { distinct: 7, transitions: 6 },
    });
  });
});

describe('max-depth', () => {
  it.each([1, 2, 5, 18])(
    '%i: visits the states that deep, and expands none of them',
    (maxDepth) => {
      const outcome = outcomeOn(square(10), { maxDepth });
      const { distinct, transitions } = exploreNaively(square(10), { maxDepth }).counts;
      expect(outcome).toMatchObject({
        verdict: 'incomplete',
        limit: 'max-depth',
        complete: false,
        coveredDepth: maxDepth,
        counts: { distinct, transitions, depth: maxDepth },
      });
    },
  );
});

describe('max-memory', () => {
  it.each([400_000, 1_000_000, 2_000_000])('%i bytes: ends cleanly at a true state', (maxBytes) => {
    const outcome = outcomeOn(square(400), { maxBytes });
    expect(outcome).toMatchObject({ verdict: 'incomplete', limit: 'max-memory', complete: false });
    expect(outcome.storeBytes).toBeLessThanOrEqual(maxBytes);
    const { distinct, transitions, depth } = outcome.counts;
    const same = outcomeOn(square(400), { maxStates: distinct });
    expect(same.counts).toMatchObject({ distinct, transitions, depth });
  });

  it('0 bytes: incomplete, not an exception', () => {
    expect(outcomeOn(square(3), { maxBytes: 0 })).toMatchObject({
      verdict: 'incomplete',
      limit: 'max-memory',
      counts: { distinct: 0, transitions: 0 },
    });
  });
});

describe('stopping a search', () => {
  it('ends it with the verdict incomplete and what was covered', () => {
    const search = createSearch(square(50));
    advance(search, 700);
    stopSearch(search, 'timeout');
    expect(advance(search, 10)).toBe(true);
    const outcome = outcomeOf(search);
    expect(outcome).toMatchObject({ verdict: 'incomplete', limit: 'timeout', complete: false });
    // 36 diagonals hold 666 states, 37 hold 703: the 37th is half expanded.
    expect(outcome.counts).toEqual({ distinct: 738, transitions: 1400, depth: 38, frontier: 38 });
    expect(outcome.coveredDepth).toBe(37);
  });

  it('before it began covers the initial states', () => {
    const search = createSearch(square(5));
    stopSearch(search, 'interrupted');
    expect(outcomeOf(search)).toMatchObject({ verdict: 'incomplete', limit: 'interrupted' });
    expect(countsOf(search)).toMatchObject({ distinct: 1, transitions: 0, depth: 1 });
  });

  it('when it is over already changes nothing', () => {
    const search = createSearch(square(5));
    while (!advance(search, 10));
    stopSearch(search, 'timeout');
    expect(outcomeOf(search)).toMatchObject({ verdict: 'holds', limit: null });
  });

  it('is needed before its outcome can be had', () => {
    expect(() => outcomeOf(createSearch(square(5)))).toThrow('not over');
  });
});

describe('counts while it runs', () => {
  it('never go down and end at the truth', () => {
    const search = createSearch(square(40));
    let last = countsOf(search);
    while (!advance(search, 13)) {
      const now = countsOf(search);
      expect(now.distinct).toBeGreaterThanOrEqual(last.distinct);
      expect(now.transitions).toBeGreaterThanOrEqual(last.transitions);
      expect(now.depth).toBeGreaterThanOrEqual(last.depth);
      last = now;
    }
    expect(countsOf(search)).toEqual({ distinct: 1600, transitions: 3120, depth: 79, frontier: 0 });
  });
});
