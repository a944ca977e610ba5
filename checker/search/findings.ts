/** What a search has found, with traces: executed again under immer, and no less simple than can be had. */
import { type Simplest, simplest } from '../paths/simplest.ts';
import { createTerrain, type Ground, rootsOf } from '../paths/terrain.ts';
import { lossAtEnd } from '../recovery/beyond.ts';
import type { Schema } from '../schema/kinds.ts';
import { readSlots } from '../schema/plain.ts';
import { toText } from '../schema/text.ts';
import { offsetOf, segmentOf } from '../store/store.ts';
import type { Instance } from '../system/instances.ts';
import type { Property, StepProperty } from '../system/property.ts';
import { auditWayTo } from './auditing.ts';
import { type Fault, faultBecause, ModelFault } from './fault.ts';
import { faultsOf } from './layers.ts';
import type { Machine } from './machine.ts';
import { findsShortest } from './order.ts';
import type { Finding, Invalid, TraceStep } from './outcome.ts';
import type { Search, Sighting } from './progress.ts';
import { countsOf } from './search.ts';
import {
  EngineError,
  expectDeadlock,
  explain,
  extendTrace,
  type Path,
  pathTo,
  stepThatBreaks,
  traceAlong,
  traceTo,
} from './trace.ts';

/**
 * States to be expanded again at most, for all findings: this share of those that the search has expanded, but not
 * fewer than it takes to be of use, nor more than fit some megabytes.
 */
const SHARE = 1 / 10;
const FEWEST = 2 ** 11;
const MOST = 2 ** 15;
/** How many instances may be asked there in all: some models have so many that a single state takes long. */
const MOST_ASKED = 2 ** 23;
/** With fewer states a finding there is hardly anything to compare. */
const OF_USE = 16;

/** A finding, and whether its trace is known to be the simplest of the shortest ones. */
export interface Told {
  readonly finding: Finding;
  readonly simplest: boolean;
}

/**
 * By sighting: a path that is as short as the one that was found, and as simple as can be had for a tenth of the
 * search. Null where that cannot be said: with another order, or with a fault of the model.
 */
export function simplestPaths(search: Search): (Simplest | null)[] {
  const { sightings, observe, machine } = search;
  if (sightings.length === 0 || search.fault !== null || !findsShortest(search.order))
    return sightings.map(() => null);
  const { distinct, frontier } = countsOf(search);
  const share = Math.max(FEWEST, SHARE * (distinct - frontier));
  const all = Math.min(share, MOST, MOST_ASKED / machine.instances.length);
  const most = Math.floor(all / sightings.length);
  if (most < OF_USE) return sightings.map(() => null);
  try {
    return sightings.map((sighting) => simplestTo(search, sighting, most));
  } finally {
    search.observe = observe;
  }
}

function simplestTo(search: Search, sighting: Sighting, most: number): Simplest | null {
  const { property } = sighting;
  // In which states something is lost is not to be seen in them.
  if (property?.kind === 'recoverable') return null;
  try {
    const ground = groundOf(search);
    ground.onStep = null;
    return simplest(ground, property, pathOf(search, sighting), most);
  } catch {
    // A fault in a state that the search has not come to, or one that the audit will find.
    return null;
  }
}

/** The search's own machine, which V8 has made fast, unless that renames individuals. */
function groundOf(search: Search): Ground {
  const { machine, model } = search;
  if (machine.symmetry !== null) return createTerrain(model);
  return {
    machine,
    roots: rootsOf(machine),
    get onStep(): Ground['onStep'] {
      return null;
    },
    set onStep(watch) {
      search.observe = (_, instance) => watch?.(instance);
    },
  };
}

/** The path by which the search came to a finding. */
function pathOf({ machine, store }: Search, { property, state, instance }: Sighting): Path {
  const { start, steps } = pathTo(machine, store, state);
  if (property?.kind !== 'step' || instance === null) return { start, steps };
  return { start, steps: [...steps, lastStep(machine, property, instance)] };
}

/** With symmetry the instance has other names than in the state that is loaded, at the end of the path. */
function lastStep(machine: Machine, property: StepProperty, instance: number): number {
  return machine.symmetry === null ? instance : stepThatBreaks(machine, property);
}

/**
 * The finding with its trace; none, but a fault of the model, if that cannot be told again.
 * @param simplest a path to show instead of the one by which the search came to it
 */
export function findingOf(search: Search, sighting: Sighting, simplest: Simplest | null): Told[] {
  const { state } = sighting;
  if (search.fault !== null) return [];
  try {
    const finding = findingWith(search, sighting, traceOf(search, sighting));
    const simpler = simplest === null ? null : simplerFinding(search, sighting, simplest.path);
    if (simplest === null || simpler === null) return [{ finding, simplest: false }];
    return [{ finding: simpler, simplest: simplest.proven }];
  } catch (error) {
    if (error instanceof ModelFault) search.fault = { fault: error.fault, state };
    else auditWayTo(search, state);
    // An impure model is to blame if the audit says so; otherwise we are.
    if (search.fault === null) throw error;
    return [];
  }
}

/** @throws EngineError when the trace does not show it, ModelFault when the property cannot say why it breaks */
function findingWith(
  { machine }: Search,
  { property }: Sighting,
  trace: readonly TraceStep[],
): Finding {
  if (property === null) {
    expectDeadlock(machine, trace);
    return { kind: 'deadlock', trace };
  }
  if (property.kind !== 'recoverable')
    return { kind: 'violated', property, because: explain(property, trace), trace };
  const loss = lossAtEnd(machine.model, property, trace);
  if (loss.kind === 'lost') return loss.finding;
  if (machine.symmetry !== null) throw new ModelFault(tellsApart(property));
  throw new EngineError(`${property.name} can come about again where the search saw it lost`);
}

/** The search has lost it up to renaming, and from this very state it comes about. */
function tellsApart({ name }: Property): Fault {
  return faultBecause(
    `property ${name} is lost in a state with its individuals renamed, and not in the state itself: it, or an action on the way, ` +
      'tells individuals apart, and symmetry is unsound for that',
    null,
  );
}

/** Null where the model does not do on plain data what it did in the search: the path of the search has to do. */
function simplerFinding(search: Search, sighting: Sighting, path: Path): Finding | null {
  try {
    return findingWith(search, sighting, traceAlong(search.machine, path));
  } catch {
    return null;
  }
}

/** The path of the search, from stored state to stored state and on to the finding, executed again under immer. */
function traceOf(search: Search, { property, state, instance }: Sighting): TraceStep[] {
  const { machine } = search;
  const trace = traceToStored(search, state);
  if (property?.kind !== 'step' || instance === null) return trace;
  extendTrace(machine, trace, machine.instances[lastStep(machine, property, instance)] as Instance);
  return trace;
}

/**
 * The trace to a stored state, with no more faults than it takes.
 * @throws EngineError when it has another number of them than the search says.
 */
function traceToStored({ machine, store, layers }: Search, state: number): TraceStep[] {
  if (layers === null) return traceTo(machine, store, state);
  const trace = traceTo(machine, store, state, ({ action }) => !action.fault);
  const taken = trace.filter(({ instance }) => instance?.action.fault === true).length;
  const least = faultsOf(layers, state);
  if (taken === least) return trace;
  throw new EngineError(
    `the trace to state ${state} has ${taken} faults, and should have ${least}`,
  );
}

/** The fault of a model that a search has found, and how it got there. */
export function invalidOf(search: Search): Invalid | null {
  const { machine, fault } = search;
  if (fault === null) return null;
  let trace: readonly TraceStep[] = [];
  try {
    if (fault.state !== null) trace = traceToStored(search, fault.state);
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
