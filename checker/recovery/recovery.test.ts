/** What is recoverable, against brute force. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCheckpoint, statesPlace } from '../checkpoint/file.ts';
import { restoreSearch } from '../checkpoint/restore.ts';
import { saveSearch } from '../checkpoint/save.ts';
import { counterexampleOf } from '../replay/counterexample.ts';
import { replay } from '../replay/replay.ts';
import { individuals } from '../schema/domain.ts';
import { identity, int, record } from '../schema/kinds.ts';
import type { Outcome } from '../search/outcome.ts';
import type { SearchOptions } from '../search/progress.ts';
import { outcomeOf } from '../search/report.ts';
import { advance, createSearch } from '../search/search.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';
import { exploreNaively } from '../testing/explorer.ts';
import { leastCosts } from '../testing/fewestFaults.ts';
import { anyRecoverable, isRecoverable, withLostNamed } from '../testing/lost.ts';
import { inFolder, searchedOnDisk } from '../testing/onDisk.ts';
import { outcomeOn } from '../testing/run.ts';
import { symmetricModel } from '../testing/symmetric.ts';
import { searchedTogether } from '../testing/together.ts';
import { advanceRecovery, hasToRecover, recoveryProgress, stopRecovery } from './recovery.ts';

const MOST = 150;
const RUNS = { numRuns: 40 };

const small = anyRecoverable.filter((model) => withLostNamed(model, MOST) !== null);

/** The same with what is lost named by brute force. */
function named(model: Model): Model {
  const reference = withLostNamed(model, MOST);
  if (reference === null) throw new Error('too many states');
  return reference;
}

function lengthsOf({ findings }: Outcome): Record<string, number> {
  return Object.fromEntries(
    findings.map((finding) => [
      finding.kind === 'deadlock' ? 'deadlock' : finding.property.name,
      finding.trace.length,
    ]),
  );
}

/** All findings of the reference explorer. */
function expectedOf(model: Model): Record<string, number> {
  const { findings } = exploreNaively(named(model), { all: true });
  return Object.fromEntries(
    findings.map(({ property, length }) => [property ?? 'deadlock', length]),
  );
}

describe('what is to be recoverable', () => {
  it.each<SearchOptions>([{}, { order: 'iterative-deepening' }])(
    'is lost where brute force says so, by a shortest trace: %o',
    (options) => {
      let lost = 0;
      fc.assert(
        fc.property(small, (model) => {
          const outcome = outcomeOn(model, { ...options, all: true });
          expect(outcome.invalid).toBe(null);
          expect(lengthsOf(outcome)).toEqual(expectedOf(model));
          const { distinct, transitions } = exploreNaively(named(model), { all: true }).counts;
          expect(outcome.counts).toMatchObject({ distinct, transitions });
          for (const finding of outcome.findings) {
            if (finding.kind !== 'violated' || !isRecoverable(finding.property)) continue;
            lost += 1;
            const found = counterexampleOf({ spec: 'random', constants: {}, model }, finding);
            expect(replay(model, found).kind).toBe('breaks');
          }
        }),
        RUNS,
      );
      // Or nothing was tested.
      expect(lost).toBeGreaterThan(RUNS.numRuns / 10);
    },
  );

  it('is judged when nothing else is violated, by the first property that is lost', () => {
    fc.assert(
      fc.property(small, (model) => {
        const { verdict, findings, complete, unreached } = outcomeOn(model);
        const judged = model.properties.filter(isRecoverable).map(({ name }) => name);
        const expected = expectedOf(model);
        const others = Object.keys(expected).filter((name) => !judged.includes(name));
        const first = judged.find((name) => name in expected);
        if (others.length > 0) expect(findings[0]?.kind).not.toBe(undefined);
        else if (first === undefined)
          expect(verdict).toBe(unreached.length > 0 ? 'unreached' : 'holds');
        else {
          expect(lengthsOf({ findings } as Outcome)).toEqual({ [first]: expected[first] });
          expect({ verdict, complete }).toEqual({ verdict: 'violated', complete: true });
        }
      }),
      RUNS,
    );
  });

  it('is lost depth-first as well', () => {
    fc.assert(
      fc.property(small, (model) => {
        const outcome = outcomeOn(model, { order: 'depth-first', all: true });
        expect(Object.keys(lengthsOf(outcome)).sort()).toEqual(
          Object.keys(expectedOf(model)).sort(),
        );
      }),
      RUNS,
    );
  });

  it('is lost by as few faults as can be, where that is the order', () => {
    fc.assert(
      fc.property(small, (model) => {
        const { findings } = outcomeOn(model, { order: 'fewest-faults', all: true });
        const least = leastCosts(named(model), MOST)?.findings;
        for (const finding of findings) {
          if (finding.kind !== 'violated' || !isRecoverable(finding.property)) continue;
          const taken = finding.trace.filter(({ instance }) => instance?.action.fault === true);
          expect(least?.get(finding.property.name)).toEqual({
            faults: taken.length,
            steps: finding.trace.length - 1,
          });
        }
        expect(
          new Set(findings.map((one) => (one.kind === 'violated' ? one.property.name : null))),
        ).toEqual(new Set(least?.keys()));
      }),
      RUNS,
    );
  });

  it('is lost with symmetry where it is without, in as few steps', () => {
    let lost = 0;
    const recoverable = symmetricModel
      .map(
        (model): Model => ({
          ...model,
          actions: model.actions.map((action, nth) => ({ ...action, fault: nth === 1 })),
          properties: model.properties.flatMap(({ kind, name, claim, holds }) =>
            kind === 'always' || kind === 'sometimes'
              ? [
                  {
                    kind: 'recoverable' as const,
                    name,
                    claim,
                    holds: holds as (state: unknown) => boolean,
                  },
                ]
              : [],
          ),
        }),
      )
      .filter((model) => model.properties.length > 0 && withLostNamed(model, MOST) !== null);
    fc.assert(
      fc.property(recoverable, (model) => {
        const outcome = outcomeOn(model, { symmetry: true, all: true });
        expect(outcome.invalid).toBe(null);
        expect(lengthsOf(outcome)).toEqual(expectedOf(model));
        lost += outcome.findings.length;
      }),
      { numRuns: 20 },
    );
    expect(lost).toBeGreaterThan(0);
  });

  it('does not depend on who searched, nor on how much is looked at at once', () => {
    const shape = { members: 2, alone: 3, slices: 4, parents: 2, successors: 8, late: 1, seed: 7 };
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 9 }), (model, looks) => {
        const search = searchedTogether(model, { all: true }, shape);
        for (let left = 10_000; !advanceRecovery(search, looks); left--)
          expect(left).toBeGreaterThan(0);
        const { findings } = outcomeOf(search);
        expect(findings).toEqual(outcomeOn(model, { all: true }).findings);
      }),
      { numRuns: 30 },
    );
  });
});

/** Counts up, and only a fault takes it back; at the top there is no way to an even number. */
function ladder(
  top: number,
  holds = (at: number): boolean => at % 2 === 0,
  unless?: (at: number) => boolean,
): Model {
  const state = record({ at: int(0, top) });
  const action = actionsOn(state);
  return defineModel({
    name: 'ladder',
    state,
    initial: [{ at: 0 }],
    deadlock: 'allowed',
    actions: [
      action('Climb', {
        when: { 'it is not at the top': ({ at }) => at < top },
        effect: (draft) => {
          draft.at += 1;
        },
      }),
      action('Fall', {
        fault: true,
        when: { 'it is at the top': ({ at }) => at === top },
        effect: (draft) => {
          draft.at = 0;
        },
      }),
    ],
    properties: [
      propertiesOf(state).recoverable('even', {
        claim: 'it can come to be even',
        holds: ({ at }) => holds(at),
        because: ({ at }) => `it is at ${at}`,
        ...(unless === undefined
          ? {}
          : { unless: ({ at }: { readonly at: number }) => unless(at) }),
      }),
    ],
  });
}

describe('a search for it', () => {
  it('says where it is lost, why, and what can still be reached', () => {
    const { findings } = outcomeOn(ladder(5));
    expect(findings).toMatchObject([
      {
        because:
          'it is at 5; from here on it is lost for good, within the bounds: no step but a fault leads anywhere else',
      },
    ]);
    expect(findings[0]?.trace).toHaveLength(6);
    const early = outcomeOn(ladder(5, (at) => at < 3)).findings;
    expect(early).toMatchObject([
      {
        because: expect.stringContaining(
          'without faults 2 other states can be reached, and even holds in none',
        ),
      },
    ]);
    expect(early[0]?.trace).toHaveLength(4);
    expect(outcomeOn(ladder(4)).verdict).toBe('holds');
  });

  it('does not ask for it where that is not to be, and does not take that for its coming about', () => {
    const isLow = (at: number): boolean => at < 3;
    expect(outcomeOn(ladder(5, isLow, (at) => at > 2)).verdict).toBe('holds');
    // To where it need not be there is a way from everywhere.
    expect(outcomeOn(ladder(5, isLow, (at) => at === 5)).findings[0]?.trace).toHaveLength(4);
    expect(outcomeOn(ladder(5, isLow, (at) => at === 3)).findings[0]?.trace).toHaveLength(5);
  });

  it('never holds, nor is violated, before that is judged as a whole', () => {
    const search = createSearch(ladder(4));
    while (!advance(search, 10));
    expect(hasToRecover(search)).toBe(true);
    expect(advanceRecovery(search, 2)).toBe(false);
    expect(recoveryProgress(search)).toEqual({ property: 'even', share: 0.4 });
    stopRecovery(search, 'interrupted');
    expect(advanceRecovery(search, 9)).toBe(true);
    expect(outcomeOf(search)).toMatchObject({ verdict: 'incomplete', limit: 'interrupted' });
  });

  it('is incomplete where the space was cut, or memory is short for it', () => {
    expect(outcomeOn(ladder(5), { maxStates: 4 }).verdict).toBe('incomplete');
    expect(outcomeOn(ladder(5), { maxDepth: 4 }).verdict).toBe('incomplete');
    const large = ladder(40_000);
    const { storeBytes, verdict } = outcomeOn(large);
    expect(verdict).toBe('holds');
    const short = outcomeOn(large, { maxBytes: storeBytes + 100_000 });
    expect(short).toMatchObject({ verdict: 'incomplete', limit: 'max-memory' });
    // Nowhere, so that every edge is kept.
    const nowhere = ladder(40_000, () => false);
    expect(outcomeOn(nowhere).verdict).toBe('violated');
    const edges = outcomeOn(nowhere, { maxBytes: storeBytes + 300_000 });
    expect(edges).toMatchObject({ verdict: 'incomplete', limit: 'max-memory' });
  });

  it('can be saved before it is judged, and is judged when it goes on', () => {
    inFolder((folder) => {
      const options = { place: statesPlace(folder, true) };
      const search = createSearch(ladder(5), options);
      while (!advance(search, 10));
      expect(saveSearch(search, folder, null)).toBe(6);
      advanceRecovery(search, 1);
      expect(saveSearch(search, folder, null)).toBe(null);
      const { search: record } = readCheckpoint<null>(folder);
      const again = restoreSearch(ladder(5), options, record);
      while (!advance(again, 10));
      const { findings, counts } = outcomeOf(again);
      expect(findings).toHaveLength(1);
      expect(counts).toEqual(outcomeOn(ladder(5)).counts);
    });
  });

  it('is incomplete where its states have gone to disk', () => {
    inFolder((folder) => {
      const fate = { slice: 1, shortAt: 2, savedAt: [], diesAt: [] };
      const search = searchedOnDisk(ladder(4), {}, fate, folder);
      expect(outcomeOf(search)).toMatchObject({ verdict: 'incomplete', limit: 'max-memory' });
    });
  });

  it('is not taken in by a property that writes, or that answers otherwise when it is asked again', () => {
    // Where it does so is none of the states that are audited.
    const top = 3_001;
    const model = ladder(top, () => false);
    const [property] = model.properties;
    const asked = (holds: (state: { at: number }) => boolean): Outcome =>
      outcomeOn({ ...model, properties: [{ ...property, holds } as never] });
    const writing = asked((state) => {
      if (state.at === top) state.at = 100;
      return state.at === 101;
    });
    expect(writing.verdict).toBe('violated');
    let times = 0;
    const once = asked(({ at }) => at === top && times++ === 0);
    expect(once).toMatchObject({ verdict: 'invalid-model' });
    expect(once.invalid?.message).toContain('gave two answers');
  });

  it.each<[string, (state: { at: number }) => boolean]>([
    [
      'writes',
      (state) => {
        if (state.at === TALL) state.at = 100;
        return state.at === 101;
      },
    ],
    ['answers otherwise when it is asked again', once(({ at }) => at === TALL)],
    [
      'answers otherwise on plain data',
      (state) => state.at === TALL && Object.keys(state).length !== 1,
    ],
  ])('is not taken in by an exemption that %s', (_, unless) => {
    const [property] = ladder(TALL, () => false).properties;
    const model = {
      ...ladder(TALL),
      properties: [
        { ...property, holds: ({ at }: { at: number }) => at === TALL - 1, unless } as never,
      ],
    };
    expect(outcomeOn(model).verdict).not.toBe('holds');
  });

  it.each(['holds', 'unless'] as const)(
    'is not taken in by a rare state in which %s names an individual, with symmetry',
    (part) => {
      for (const nth of [0, 1]) {
        const model = namesOne(nth, part);
        expect(outcomeOn(model).verdict).toBe('violated');
        expect(outcomeOn(model, { symmetry: true }).verdict).toBe('invalid-model');
      }
    },
  );

  it('says how many states it rests on', () => {
    const { recovered } = outcomeOn(
      ladder(
        4,
        (at) => at === 4,
        (at) => at === 3,
      ),
    );
    expect(recovered).toEqual([{ property: 'even', asked: 3, exempt: 1 }]);
  });

  it('blames a model that throws, answers with neither, or leads elsewhere when it is asked again', () => {
    const faulty = (holds: (at: number) => boolean): Outcome => outcomeOn(ladder(4, holds));
    const thrown = faulty((at) => {
      if (at === 3) throw new Error('moody');
      return at === 4;
    });
    expect(thrown).toMatchObject({ verdict: 'invalid-model' });
    expect(thrown.invalid?.message).toContain('property even threw');
    expect(thrown.invalid?.trace).toHaveLength(4);
    expect(faulty(() => undefined as never).invalid?.message).toContain(
      'must answer true or false',
    );
    const atOnce = createSearch(
      ladder(4, () => {
        throw new Error('moody');
      }),
    );
    expect(advance(atOnce, 0)).toBe(true);
    expect(outcomeOf(atOnce).verdict).toBe('invalid-model');
    const unsure = outcomeOn(ladder(4, undefined, () => 0 as never));
    expect(unsure.invalid?.message).toContain("'unless' of property even answered 0");
    const later = outcomeOn(
      ladder(5, undefined, (at) => {
        if (at === 5) throw new Error('moody');
        return false;
      }),
    );
    expect(later.invalid?.message).toContain("'unless' of property even threw");
    expect(later.invalid?.trace).toHaveLength(6);
    let searched = false;
    const model = ladder(4, () => false);
    const actions = model.actions.map((action) => ({
      ...action,
      effect: (draft: unknown) => {
        (draft as { at: number }).at += searched ? 1 : 2;
      },
    }));
    const search = createSearch({ ...model, initial: [{ at: 2 }], actions });
    while (!advance(search, 10));
    searched = true;
    expect(outcomeOf(search).verdict).toBe('invalid-model');
  });
});

/** None of its states but the first ones and those at powers of two are audited, and every so many of them. */
const TALL = 3_001;

/** Says yes to the first who asks. */
function once(holds: (state: { at: number }) => boolean): (state: { at: number }) => boolean {
  let times = 0;
  return (state) => holds(state) && times++ === 0;
}

/** One of two is chosen at first, and a long way on it is asked which. */
function namesOne(nth: number, part: 'holds' | 'unless'): Model {
  const who = identity('who', 2);
  const top = 3_000;
  const state = record({ at: int(0, top), chosen: who });
  return defineModel({
    name: 'names one',
    state,
    initial: individuals(who).map((chosen) => ({ at: 0, chosen })),
    deadlock: 'allowed',
    actions: [
      actionsOn(state)('Climb', {
        when: { 'it is not at the top': ({ at }) => at < top },
        effect: (draft) => {
          draft.at += 1;
        },
      }),
    ],
    properties: [
      propertiesOf(state).recoverable('that one', {
        claim: 'it can come to be that one',
        holds: ({ at, chosen }) =>
          at === top - 1 && (part === 'unless' || chosen === individuals(who)[nth]),
        ...(part === 'unless'
          ? {
              unless: ({ at, chosen }: { readonly at: number; readonly chosen: unknown }) =>
                at === top && chosen === individuals(who)[nth],
            }
          : {}),
      }),
    ],
  });
}

describe('the counterexample of a loss', () => {
  const model = ladder(5, (at) => at < 3);
  const [finding] = outcomeOn(model).findings;
  const recorded = counterexampleOf(
    { spec: 'test/ladder', constants: {}, model },
    finding as never,
  );

  it('replays, and says where the property can come about again after a change', () => {
    expect(replay(model, recorded)).toMatchObject({
      kind: 'breaks',
      finding: { because: finding?.kind === 'violated' ? finding.because : '' },
    });
    const repaired = ladder(5, (at) => at < 3 || at === 5);
    expect(replay(repaired, recorded)).toMatchObject({
      kind: 'differs',
      step: 3,
      mismatch: { kind: 'holds' },
    });
  });

  it('is not asked for at its end after a change', () => {
    const model = ladder(
      5,
      (at) => at < 3,
      (at) => at === 3,
    );
    expect(replay(model, recorded)).toMatchObject({ mismatch: { kind: 'exempt' } });
  });

  it('is not taken for proven where too much lies beyond its end', () => {
    const tall = ladder(300_000, (at) => at < 3);
    expect(replay(tall, recorded)).toMatchObject({
      kind: 'differs',
      mismatch: { kind: 'unproven' },
    });
  });
});
