/** What each action of a model led to, counted while its space is searched. */
import type { Batch } from '../store/batch.ts';

/** Figures by action, in the model's order. They are of the transitions that the search counts. */
export interface Tally {
  /** States in which some instance of it was enabled. */
  readonly states: Float64Array;
  /** Enabled instances, summed over the states: each is taken, and is a transition. */
  readonly transitions: Float64Array;
  /** Transitions that were the first to lead to their state. */
  readonly discoveries: Float64Array;
  /** The action that led to each state of the batch. */
  readonly origins: Int32Array;
}

/** Nothing counted yet, for a model with so many actions. */
export function createTally(actions: number, batch: Batch): Tally {
  return {
    states: new Float64Array(actions),
    transitions: new Float64Array(actions),
    discoveries: new Float64Array(actions),
    origins: new Int32Array(batch.parents.length),
  };
}

/**
 * Notes which action led to each successor of the state expanded last.
 * @param first the position of its first successor in the batch
 * @param enabled by action, how many instances were enabled
 */
export function noteSuccessors({ origins }: Tally, first: number, enabled: Int32Array): void {
  let at = first;
  for (let action = 0; action < enabled.length; action++) {
    const end = at + (enabled[action] as number);
    origins.fill(action, at, end);
    at = end;
  }
}

/**
 * Counts a batch that has gone to the store.
 * @param transitions how many of its transitions count: all, unless the search ended among them
 * @param discoveries how many of the new states do
 */
export function countBatch(
  tally: Tally,
  { parents, fresh }: Batch,
  transitions: number,
  discoveries: number,
): void {
  const { origins } = tally;
  let lastAction = -1;
  let lastParent = -1;
  for (let at = 0; at < transitions; at++) {
    const action = origins[at] as number;
    const parent = parents[at] as number;
    (tally.transitions[action] as number)++;
    // A state's successors lie together, and those of one action together.
    if (action !== lastAction || parent !== lastParent) (tally.states[action] as number)++;
    lastAction = action;
    lastParent = parent;
  }
  for (let nth = 0; nth < discoveries; nth++) {
    const action = origins[fresh[nth] as number] as number;
    (tally.discoveries[action] as number)++;
  }
}
