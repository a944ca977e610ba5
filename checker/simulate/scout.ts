/** A thread that walks ahead of a simulation, see `ahead.ts`. */

import type { Terrain } from '../paths/terrain.ts';
import type { Model } from '../system/model.ts';
import {
  type Ahead,
  BLOCK,
  ENABLED,
  EVENTFUL,
  EXPANDED,
  handOver,
  nextBlock,
  rowOf,
  STATES,
  STEPS,
} from './ahead.ts';
import { createSimulation, type Simulation, type SimulationOptions, walkOn } from './simulation.ts';

/** Walks the blocks that fall to thread `id`, until it comes upon something, or there are none left. */
export function walkAhead(
  model: Model,
  options: SimulationOptions,
  ahead: Ahead,
  id: number,
): void {
  const simulation = createSimulation(model, options);
  const { terrain } = simulation;
  if (terrain === null) return;
  const end = Math.ceil(options.walks / BLOCK);
  let happened = false;
  for (
    let block = nextBlock(ahead, id, 0);
    block < end && !happened;
    block = nextBlock(ahead, id, block + 1)
  ) {
    const last = Math.min((block + 1) * BLOCK, options.walks);
    for (let walk = block * BLOCK; walk < last; walk++) {
      const row = rowOf(ahead, walk);
      happened ||= walkWhole(simulation, terrain, walk, row);
      if (happened) row[EVENTFUL] = 1;
    }
    handOver(ahead, block);
  }
}

/** Returns whether it came upon something with which the simulation will end. */
function walkWhole(
  simulation: Simulation,
  terrain: Terrain,
  walk: number,
  row: Float64Array,
): boolean {
  const { counts, taken, claims, expanded } = simulation;
  const { steps, states } = counts;
  const before = taken.slice();
  const unseen = claims.unseen.length + claims.unseenSteps.length;
  // The next one to begin.
  counts.walks = walk;
  if (walkToItsEnd(simulation, terrain)) return true;
  const sawSomething = claims.unseen.length + claims.unseenSteps.length < unseen;
  row[STEPS] = counts.steps - steps;
  row[STATES] = counts.states - states;
  row[EXPANDED] = simulation.expanded - expanded;
  row[EVENTFUL] = sawSomething ? 1 : 0;
  for (const [action, times] of taken.entries())
    row[ENABLED + action] = times - (before[action] as number);
  return false;
}

function walkToItsEnd(simulation: Simulation, terrain: Terrain): boolean {
  try {
    do if (walkOn(simulation, terrain)) return true;
    while (simulation.walk !== null);
    return false;
  } catch {
    // The simulation will come upon it as well, and tell the story.
    return true;
  }
}
