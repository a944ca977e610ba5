/** The outcome of a search that is over: its verdict, and each finding with its trace. */
import { arenaBytes } from '../disk/arena.ts';
import { comparisonsOf } from '../disk/disk.ts';
import { omissionProbability } from '../disk/fingerprints.ts';
import { recover } from '../recovery/recovery.ts';
import { auditRenamed, sampledStates } from '../symmetry/samples.ts';
import { expandAgain, isOfWhole, isWhole } from './again.ts';
import { audit } from './auditing.ts';
import { findingOf, invalidOf, simplestPaths } from './findings.ts';
import { faultsOf } from './layers.ts';
import { findsShortest } from './order.ts';
import type { DiskUse, FaultsCovered, Finding, Invalid, Outcome, Verdict } from './outcome.ts';
import type { Search } from './progress.ts';
import { samplesAllOver, samplesThatCount } from './samples.ts';
import { countsOf } from './search.ts';

/**
 * Draws up the outcome. Every trace is executed again under immer, and its property judged again.
 * @throws EngineError when that disagrees with the search.
 */
export function outcomeOf(search: Search): Outcome {
  if (!search.over) throw new Error('the search is not over: advance or stop it first');
  recover(search);
  // Both before guards meet plain data and drafts: they are searches, too.
  const changed = expandAgain(search);
  const simplest = simplestPaths(search);
  // Not while it runs: guards that have met plain data and drafts as well as views are several times
  // slower (V8's inline caches).
  const renamed = auditAll(search, changed);
  const told = search.sightings.flatMap((sighting, nth) =>
    findingOf(search, sighting, simplest[nth] ?? null),
  );
  const findings = told.map(({ finding }) => finding);
  const invalid = invalidOf(search);
  const counts = countsOf(search);
  const complete =
    invalid === null &&
    search.limit === null &&
    (search.all || findings.every((one) => one.kind === 'violated' && isOfWhole(one.property)));
  return {
    verdict: verdictOf(search, findings, invalid),
    findings,
    unreached: [...search.unseen, ...search.unseenSteps],
    recovered: search.recovered,
    neverEnabled: complete ? neverEnabled(search) : [],
    invalid,
    limit: search.limit,
    counts,
    shortest: findsShortest(search.order),
    simplest: told.length > 0 && told.every((one) => one.simplest),
    complete,
    coveredDepth: search.depth,
    renamed: search.machine.symmetry === null ? null : renamed,
    faults: faultsCovered(search),
    storeBytes: search.store.bytes,
    disk: diskUseOf(search),
    problem: search.disk?.problem ?? null,
  };
}

/**
 * The audit of a symmetry comes first, while guards have met views alone (0.17 s became 0.13 s for a thousand states). A
 * fault that the other one finds says more, and counts before one that this one found. Returns how many states were compared
 * with renamed ones.
 * @param changed what was found when states were expanded again
 */
function auditAll(search: Search, changed: Search['fault']): number {
  const { fault } = search;
  const renamed = auditRenamed(search, sampledStates(search));
  const asymmetry = search.fault;
  search.fault = fault;
  const allOver = isWhole(search) ? samplesAllOver(search) : [];
  audit(search, [...samplesThatCount(search), ...allOver]);
  search.fault ??= asymmetry ?? changed;
  return renamed;
}

function neverEnabled({ model, taken }: Search): string[] {
  return model.actions.filter((_, nth) => taken[nth] === 0).map(({ name }) => name);
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

function faultsCovered({ layers, store }: Search): FaultsCovered | null {
  if (layers === null) return null;
  // A layer is begun when the one before is exhausted: when all are, one without states.
  return {
    most: Math.max(0, faultsOf(layers, store.count - 1)),
    covered: layers.starts.length - 2,
  };
}
