/** A state of a search by fewest faults is expanded in two turns: without faults, and later by faults. */
import { unjudged } from './judge.ts';
import type { Layers } from './layers.ts';
import type { Search } from './progress.ts';

/**
 * Expands the loaded state in the turn that it was given out for.
 * @returns whether it is known that no action is enabled in it
 */
export function expandTurn(search: Search, layers: Layers, state: number): boolean {
  const { machine, model } = search;
  const waiting = machine.batch.pending;
  if (layers.takesFaults) {
    search.head += 1;
    machine.expandBy(state, layers.faulty);
    return false;
  }
  machine.expandBy(state, layers.ordinary);
  if (machine.batch.pending > waiting || model.deadlock === 'allowed') return false;
  // A deadlock is one of this layer: it must not wait until faults are taken for the next one.
  return !isEnabled(search, state, layers.faulty);
}

/** Whether one of these actions is enabled in the loaded state. What they lead to is not wanted yet. */
function isEnabled(search: Search, state: number, actions: readonly number[]): boolean {
  const { machine } = search;
  const waiting = machine.batch.pending;
  const enabled = machine.enabled.slice();
  try {
    unjudged(search, () => machine.expandBy(state, actions));
    return machine.batch.pending > waiting;
  } finally {
    machine.batch.pending = waiting;
    machine.enabled.set(enabled);
  }
}
