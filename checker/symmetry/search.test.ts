import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterexampleOf } from '../replay/counterexample.ts';
import { replay } from '../replay/replay.ts';
import { instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import { blockedBy, canonical, stepTo } from '../system/step.ts';
import { exploreNaively } from '../testing/explorer.ts';
import { everyNames, orbitOf } from '../testing/renaming.ts';
import { outcomeOn } from '../testing/run.ts';
import { BROKER, CLIENT, symmetricModel } from '../testing/symmetric.ts';
import { normalForm } from '../testing/values.ts';

/** Larger spaces take too long to be explored the plain way. */
const MOST = 200;
const RUNS = { numRuns: 80 };
const EVERY = everyNames([BROKER, CLIENT]);

/** Every state that can be reached, with the number of steps that can be taken from it; null if too many. */
function reachable(model: Model): { state: unknown; steps: number }[] | null {
  const instances = model.actions.flatMap(instancesOf);
  const known = new Set<string>();
  const found: { state: unknown; steps: number }[] = [];
  const queue = model.initial.map((state) => canonical(model.state, state));
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    const form = normalForm(model.state, state);
    if (known.has(form)) continue;
    if (known.size === MOST) return null;
    known.add(form);
    const enabled = instances.filter((instance) => blockedBy(instance, state) === null);
    queue.push(...enabled.map((instance) => stepTo(model.state, instance, state)));
    found.push({ state, steps: enabled.length });
  }
  return found;
}

describe('a search with symmetry', () => {
  it('visits one state of each orbit, and takes the steps of one', () => {
    let reduced = 0;
    fc.assert(
      fc.property(symmetricModel, (random) => {
        const model: Model = { ...random, properties: [], deadlock: 'allowed' };
        const states = reachable(model);
        fc.pre(states !== null);
        const orbits = new Map(
          states.map(({ state, steps }) => [orbitOf(model.state, state, EVERY), steps]),
        );
        const outcome = outcomeOn(model, { symmetry: true });
        expect(outcome.invalid).toBeNull();
        expect(outcome.counts).toMatchObject({
          distinct: orbits.size,
          transitions: [...orbits.values()].reduce((sum, steps) => sum + steps, 0),
        });
        if (orbits.size < states.length) reduced += 1;
      }),
      RUNS,
    );
    // Or nothing was tested.
    expect(reduced).toBeGreaterThan(RUNS.numRuns / 10);
  });

  it('finds each violation that a search without it finds, in as few steps, which replay', () => {
    let broken = 0;
    fc.assert(
      fc.property(symmetricModel, (model) => {
        const expected = exploreNaively(model, { all: true, maxStates: MOST });
        fc.pre(expected.limit === null);
        const found = outcomeOn(model, { symmetry: true, all: true });
        expect(found.invalid).toBeNull();
        const shortest = found.findings.map((finding) => [
          finding.kind === 'deadlock' ? null : finding.property.name,
          finding.trace.length,
        ]);
        expect(Object.fromEntries(shortest)).toEqual(
          Object.fromEntries(expected.findings.map(({ property, length }) => [property, length])),
        );
        expect(found.unreached.map(({ name }) => name).sort()).toEqual(expected.unreached);
        // A state that differs from an initial one only in names counts as one.
        expect(found.counts.depth).toBeLessThanOrEqual(expected.counts.depth);
        for (const finding of found.findings) {
          const origin = { spec: 'random', constants: {}, model };
          expect(replay(model, counterexampleOf(origin, finding)).kind).toBe('breaks');
          if (finding.trace.length > 1) broken += 1;
        }
      }),
      RUNS,
    );
    // Some 25 in 80 models, as they are drawn.
    expect(broken).toBeGreaterThan(0);
  });

  it('stops at a violation as short as without it, with the same verdict', () => {
    fc.assert(
      fc.property(symmetricModel, (model) => {
        const expected = exploreNaively(model, { maxStates: MOST });
        fc.pre(expected.limit === null);
        const { verdict, findings } = outcomeOn(model, { symmetry: true });
        const one = findings[0]?.kind === 'violated' || findings[0]?.kind === 'deadlock';
        // Of several at one depth, either may come first.
        expect(one ? 'broken' : verdict).toBe(
          expected.findings.length > 0 ? 'broken' : expected.verdict,
        );
        expect(findings[0]?.trace.length).toBe(expected.findings[0]?.length);
      }),
      RUNS,
    );
  });
});
