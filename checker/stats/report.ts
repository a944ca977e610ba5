/** What a search that keeps a tally has counted of each action. */
import type { Search } from '../search/progress.ts';

export interface ActionCount {
  readonly action: string;
  /** States in which at least one instance of it was enabled. */
  readonly states: number;
  /** Its enabled instances, summed over the states; each is taken once, and is a transition. */
  readonly transitions: number;
  /** Transitions that were the first to lead to their state. */
  readonly discoveries: number;
}

/** By action, in the model's order; null for a search that keeps no tally. */
export function actionCountsOf({ model, tally }: Search): ActionCount[] | null {
  if (tally === null) return null;
  return model.actions.map(({ name }, action) => ({
    action: name,
    states: tally.states[action] ?? 0,
    transitions: tally.transitions[action] ?? 0,
    discoveries: tally.discoveries[action] ?? 0,
  }));
}
