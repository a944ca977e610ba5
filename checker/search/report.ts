/** The outcome of a search that is over: its verdict, and each finding with its trace. */
import { arenaBytes } from '../disk/arena.ts';
import { comparisonsOf } from '../disk/disk.ts';
import { omissionProbability } from '../disk/fingerprints.ts';
import type { Schema } from '../schema/kinds.ts';
import { readSlots } from '../schema/plain.ts';
import { toText } from '../schema/text.ts';
import { offsetOf, parentOf, segmentOf } from '../store/store.ts';
import { auditRenamed, sampledStates } from '../symmetry/samples.ts';
import { auditState } from './audit.ts';
import { ModelFault } from './fault.ts';
import { faultsOf, ordinaryFirst } from './layers.ts';
import { findsShortest } from './order.ts';
import type {
  DiskUse,
  FaultsCovered,
  Finding,
  Invalid,
  Outcome,
  TraceStep,
  Verdict,
} from './outcome.ts';
import type { Sample, Search, Sighting } from './progress.ts';
import { samplesThatCount } from './samples.ts';
import { countsOf } from './search.ts';
import { EngineError, explain, extendTrace, stepThatBreaks, traceTo } from './trace.ts';

/**
 * Draws up the outcome. Every trace is executed again under immer, and its property judged again.
 * @throws EngineError when that disagrees with the search.
 */
export function outcomeOf(search: Search): Outcome {
  if (!search.over) throw new Error('the search is not over: advance or stop it first');
  // Not while it runs: guards that have met plain data and drafts as well as views are several times
  // slower (V8's inline caches).
  audit(search, samplesThatCount(search));
  auditRenamed(search, sampledStates(search));
  const findings = search.sightings.flatMap((sighting) => findingOf(search, sighting));
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
    shortest: findsShortest(search.order),
    complete,
    coveredDepth: search.depth,
    faults: faultsCovered(search),
    storeBytes: search.store.bytes,
    disk: diskUseOf(search),
    problem: search.disk?.problem ?? null,
  };
}

function diskUseOf({ disk }: Search): DiskUse | null {
  if (disk === null || (disk.set === null && disk.comparedBefore === 0)) return null;
  return { bytes: arenaBytes(disk.arena), omission: omissionProbability(comparisonsOf(disk)) };
}

function verdictOf(search: Search, findings: readonly Finding[], invalid: Invalid | null): Verdict {
  if (invalid !== null) return 'invalid-model';
  if (findings[0] !== undefined) return findings[0].kind;
  if (search.limit !== null) return 'incomplete';
  return search.unseen.length + search.unseenSteps.length > 0 ? 'unreached' : 'holds';
}

/** The finding with its trace; none, but a fault of the model, if that cannot be told again. */
function findingOf(search: Search, { property, state, instance }: Sighting): Finding[] {
  const { machine } = search;
  if (search.fault !== null) return [];
  try {
    const trace = pathTo(search, state);
    if (property === null) return [{ kind: 'deadlock', trace }];
    if (instance !== null) {
      const taken =
        machine.symmetry === null
          ? machine.instances[instance]
          : stepThatBreaks(machine, property, trace.at(-1)?.state);
      if (taken === undefined) throw new EngineError(`there is no action instance ${instance}`);
      extendTrace(machine, trace, taken);
    }
    return [{ kind: 'violated', property, because: explain(property, trace), trace }];
  } catch (error) {
    if (error instanceof ModelFault) search.fault = { fault: error.fault, state };
    else {
      const path = statesOnTheWayTo(search, state);
      audit(search, path);
      auditRenamed(
        search,
        path.map((sample) => sample.state),
        machine.symmetry?.renamings,
      );
    }
    // An impure model is to blame if the audit says so; otherwise we are.
    if (search.fault === null) throw error;
    return [];
  }
}

/**
 * The trace to a stored state, with no more faults than it takes.
 * @throws EngineError when it has another number of them than the search says.
 */
function pathTo({ machine, store, layers }: Search, state: number): TraceStep[] {
  if (layers === null) return traceTo(machine, store, state);
  const trace = traceTo(machine, store, state, ordinaryFirst(machine.instances));
  const taken = trace.filter(({ instance }) => instance?.action.fault === true).length;
  const least = faultsOf(layers, state);
  if (taken === least) return trace;
  throw new EngineError(
    `the trace to state ${state} has ${taken} faults, and should have ${least}`,
  );
}

function faultsCovered({ layers, store }: Search): FaultsCovered | null {
  if (layers === null) return null;
  // A layer is begun when the one before is exhausted: when all are, one without states.
  return {
    most: Math.max(0, faultsOf(layers, store.count - 1)),
    covered: layers.starts.length - 2,
  };
}

function statesOnTheWayTo({ store }: Search, state: number): Sample[] {
  const path: Sample[] = [];
  for (let at = state; at !== -1; at = parentOf(store, at))
    path.unshift({ state: at, enabled: null, only: null });
  return path;
}

/** The fault of a model that a search has found, and how it got there. */
export function invalidOf(search: Search): Invalid | null {
  const { machine, fault } = search;
  if (fault === null) return null;
  let trace: readonly TraceStep[] = [];
  try {
    if (fault.state !== null) trace = pathTo(search, fault.state);
  } catch {
    // An impure model need not take the same path twice: the fault itself is what counts.
  }
  const where =
    fault.state === null || machine.symmetry === null ? '' : storedText(search, fault.state);
  return { ...fault.fault, message: `${fault.fault.message}${where}`, trace };
}

/** The state in which the fault is. With symmetry the trace may lead to it under other names. */
function storedText({ machine, store, model }: Search, state: number): string {
  machine.load(segmentOf(store, state), offsetOf(store, state));
  return ` in ${toText<Schema>(model.state, readSlots(model.state, machine.slots))}`;
}

/** Audits states until one shows a fault of the model. */
export function audit(search: Search, samples: readonly Sample[]): void {
  const { machine, store } = search;
  for (const sample of samples) {
    if (search.fault !== null) return;
    const { state } = sample;
    machine.load(segmentOf(store, state), offsetOf(store, state));
    const fault = auditState(machine, sample);
    if (fault !== null) search.fault = { fault, state };
  }
}
