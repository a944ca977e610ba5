/** What a simulation that is over has found: its trace executed again under immer, like any other. */

import { statesAlong, type Terrain } from '../paths/terrain.ts';
import { auditState } from '../search/audit.ts';
import { ModelFault } from '../search/fault.ts';
import type { Finding, Invalid, Limit, TraceStep } from '../search/outcome.ts';
import { expectDeadlock, explain, type Path, traceAlong } from '../search/trace.ts';
import type { Property } from '../system/property.ts';
import { withStrictNumbers } from '../system/strict.ts';
import type { Simulation, SimulationCounts } from './simulation.ts';

export interface Simulated {
  /** Never `holds`, and never `unreached`: not everything was visited. */
  readonly verdict: 'violated' | 'deadlock' | 'incomplete' | 'invalid-model';
  readonly finding: Finding | null;
  /** Steps of the walk that came upon the finding, before its trace was made shorter. */
  readonly walkedSteps: number | null;
  /** `sometimes` properties that nothing on the way satisfied: that says nothing of the rest. */
  readonly unseen: readonly Property[];
  readonly invalid: Invalid | null;
  /** What ended it before its last walk, or before its trace was as short as it could make it. */
  readonly limit: Limit | null;
  readonly counts: SimulationCounts;
}

/**
 * Draws up what was found.
 * @throws EngineError when the trace goes another way under immer, and the model is not to blame.
 */
export function simulated(simulation: Simulation): Simulated {
  if (!simulation.over) throw new Error('the simulation is not over: advance or stop it first');
  const { terrain, found, limit, counts } = simulation;
  if (terrain !== null) withStrictNumbers(() => auditSamples(simulation, terrain));
  const finding = terrain === null || simulation.fault !== null ? null : findingOf(simulation);
  const invalid = invalidOf(simulation);
  return {
    verdict: invalid === null ? (finding?.kind ?? 'incomplete') : 'invalid-model',
    finding,
    walkedSteps: finding === null ? null : (found?.walked.steps.length ?? null),
    unseen: [...simulation.claims.unseen, ...simulation.claims.unseenSteps],
    invalid,
    limit,
    counts,
  };
}

/** The finding with its trace; none, but a fault of the model, if that cannot be told again. */
function findingOf(simulation: Simulation): Finding | null {
  const { terrain, found } = simulation;
  if (terrain === null || found === null) return null;
  const { sought, path } = found;
  try {
    const trace = traceAlong(terrain.machine, path);
    if (sought !== null)
      return { kind: 'violated', property: sought, because: explain(sought, trace), trace };
    expectDeadlock(terrain.machine, trace);
    return { kind: 'deadlock', trace };
  } catch (error) {
    if (error instanceof ModelFault) simulation.fault = { fault: error.fault, path };
    else auditPath(simulation, terrain, path);
    // An impure model is to blame if the audit says so; otherwise we are.
    if (simulation.fault === null) throw error;
    return null;
  }
}

/** Audits the states set aside until one shows a fault of the model. */
function auditSamples(simulation: Simulation, { machine }: Terrain): void {
  for (const sample of simulation.samples) {
    const place = simulation.places[sample.state];
    if (simulation.fault !== null || place === undefined) return;
    machine.load(place.state, 0);
    const fault = auditState(machine, sample);
    if (fault !== null) simulation.fault = { fault, path: place.path };
  }
}

function auditPath(simulation: Simulation, terrain: Terrain, path: Path): void {
  const { machine } = terrain;
  try {
    for (const [nth, state] of statesAlong(terrain, path).entries()) {
      machine.load(state, 0);
      const fault = auditState(machine, { state: nth, enabled: null, only: null });
      if (fault === null) continue;
      const way = { start: path.start, steps: path.steps.slice(0, nth) };
      simulation.fault = { fault, path: way };
      return;
    }
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error;
    simulation.fault = { fault: error.fault, path: null };
  }
}

function invalidOf({ terrain, fault }: Simulation): Invalid | null {
  if (fault === null) return null;
  let trace: readonly TraceStep[] = [];
  try {
    if (terrain !== null && fault.path !== null) trace = traceAlong(terrain.machine, fault.path);
  } catch {
    // An impure model need not take the same path twice: the fault itself is what counts.
  }
  return { ...fault.fault, trace };
}
