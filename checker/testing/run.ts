/** Runs the search to its end, and puts its outcome in the words of the reference explorer. */
import type { Outcome } from '../search/outcome.ts';
import type { SearchOptions } from '../search/progress.ts';
import { outcomeOf } from '../search/report.ts';
import { advance, createSearch } from '../search/search.ts';
import type { Model } from '../system/model.ts';
import type { Explored } from './explorer.ts';
import { normalForm } from './values.ts';

/** The outcome of a search that is advanced `slice` states at a time. */
export function outcomeOn(model: Model, options: SearchOptions = {}, slice = 1_000_000): Outcome {
  const search = createSearch(model, options);
  while (!advance(search, slice));
  return outcomeOf(search);
}

/** What a search found, to be compared with `exploreNaively`. */
export function explored(model: Model, outcome: Outcome): Explored {
  if (outcome.invalid !== null) throw new Error(outcome.invalid.message);
  return {
    verdict: outcome.verdict,
    limit: outcome.limit,
    counts: outcome.counts,
    findings: outcome.findings.map((finding) => ({
      property: finding.kind === 'deadlock' ? null : finding.property.name,
      length: finding.trace.length,
      state: normalForm(model.state, finding.trace.at(-1)?.state),
    })),
    unreached: outcome.unreached.map(({ name }) => name).sort(),
  };
}
