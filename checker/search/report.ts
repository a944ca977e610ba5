/** The outcome of a search that is over: its verdict, and each finding with its trace. */

import type { Finding, Invalid, Outcome, TraceStep, Verdict } from './outcome.ts';
import { auditSample, countsOf, type Search, type Sighting } from './search.ts';
import { EngineError, explain, extendTrace, traceTo } from './trace.ts';

/**
 * Draws up the outcome. Every trace is executed again under immer, and its property judged again.
 * @throws EngineError when that disagrees with the search.
 */
export function outcomeOf(search: Search): Outcome {
  if (!search.over) throw new Error('the search is not over: advance or stop it first');
  auditSample(search);
  const findings = search.sightings.map((sighting) => findingOf(search, sighting));
  const invalid = invalidOf(search);
  const counts = countsOf(search);
  const complete =
    invalid === null && search.limit === null && (search.all || findings.length === 0);
  return {
    verdict: verdictOf(search, findings, invalid),
    findings,
    unreached: [...search.unseen, ...search.unseenSteps],
    invalid,
    limit: search.limit,
    counts,
    complete,
    coveredDepth: search.depth,
    storeBytes: search.store.bytes,
  };
}

function verdictOf(search: Search, findings: readonly Finding[], invalid: Invalid | null): Verdict {
  if (invalid !== null) return 'invalid-model';
  if (findings[0] !== undefined) return findings[0].kind;
  if (search.limit !== null) return 'incomplete';
  return search.unseen.length + search.unseenSteps.length > 0 ? 'unreached' : 'holds';
}

function findingOf(search: Search, { property, state, instance }: Sighting): Finding {
  const { machine, store } = search;
  const trace = traceTo(machine, store, state);
  if (property === null) return { kind: 'deadlock', trace };
  if (instance !== null) {
    const taken = machine.instances[instance];
    if (taken === undefined) throw new EngineError(`there is no action instance ${instance}`);
    extendTrace(machine, trace, taken);
  }
  return { kind: 'violated', property, because: explain(property, trace), trace };
}

function invalidOf({ machine, store, fault }: Search): Invalid | null {
  if (fault === null) return null;
  let trace: readonly TraceStep[] = [];
  try {
    if (fault.state !== null) trace = traceTo(machine, store, fault.state);
  } catch {
    // An impure model need not take the same path twice: the fault itself is what counts.
  }
  return { ...fault.fault, trace };
}
