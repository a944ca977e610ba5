/** A search that judges up to its first finding tells what two would: one that stops there, and one without properties. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Outcome } from '../search/outcome.ts';
import { outcomeOf } from '../search/report.ts';
import { anyRecoverable } from './lost.ts';
import { anyModel } from './models.ts';
import { outcomeOn } from './run.ts';
import { searchedToFirst } from './toFirst.ts';

const anyOf = fc.oneof(anyModel(4), anyRecoverable);

/** By name of the property, with the number of states of its trace. */
const found = ({ findings }: Outcome) =>
  findings.map((finding) => [
    finding.kind === 'deadlock' ? null : finding.property.name,
    finding.trace.length,
  ]);

it('tells what a search finds first, and the count of one without properties', () => {
  fc.assert(
    fc.property(anyOf, fc.integer({ min: 1, max: 50 }), (model, slice) => {
      const whole = outcomeOn({ ...model, properties: [] }, { all: true, maxStates: 400 });
      fc.pre(whole.limit === null);
      const first = outcomeOn(model);
      const outcome = outcomeOf(searchedToFirst(model, slice));
      expect(found(outcome)).toEqual(found(first));
      expect(outcome.verdict).toBe(first.verdict);
      if (first.verdict === 'unreached') expect(outcome.unreached).toEqual(first.unreached);
      expect(outcome.counts).toEqual(whole.counts);
    }),
    { numRuns: 50 },
  );
});
