/**
 * The rounds of iterative deepening. Each walks depth-first from the initial states to the deepest level
 * known so far; the states there are then expanded for the first time, and what they add is the level
 * of the next round. A walk follows a step only if it leads one level down: that level is the length of
 * a shortest path, so each state is met once a round, at its true depth.
 */

import { findState } from '../store/add.ts';
import { allocate } from '../store/room.ts';
import { offsetOf, type StateStore, segmentOf } from '../store/store.ts';
import { faultBecause, ModelFault } from './fault.ts';
import type { Machine } from './machine.ts';

export interface Deepening {
  /** By level, the number of its first state; the initial states are level 0. */
  readonly starts: number[];
  /** The states that this round's walk has met and not yet been at. */
  readonly waiting: number[];
  /** A bit a state: whether this round has met it. */
  met: Int32Array;
}

export function createDeepening(): Deepening {
  return { starts: [], waiting: [], met: new Int32Array(0) };
}

/**
 * Begins a round with the initial states.
 * @param level the number of the first state of the deepest level
 * @returns false when there is no memory for it
 */
export function beginRound(rounds: Deepening, store: StateStore, level: number): boolean {
  const { starts, waiting } = rounds;
  const met = allocate(store, (store.count >>> 5) + 1);
  if (met === null) return false;
  store.bytes -= rounds.met.byteLength;
  rounds.met = met;
  starts.push(level);
  for (let state = (starts[1] ?? store.count) - 1; state >= 0; state--) waiting.push(state);
  return true;
}

/** The level of a stored state. */
export function levelOf({ starts }: Deepening, state: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] as number) <= state) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Takes the steps from a state that was expanded in an earlier round, and lets those that it leads to,
 * one level down, wait in the order of the model's actions. The machine's batch must be empty.
 * @throws ModelFault when a step leads to a state that it did not lead to before.
 */
export function walkFrom(rounds: Deepening, machine: Machine, store: StateStore, at: number): void {
  const { batch, layout } = machine;
  const { waiting, met } = rounds;
  const below = levelOf(rounds, at) + 1;
  machine.load(segmentOf(store, at), offsetOf(store, at));
  machine.expand(at);
  const first = waiting.length;
  for (let position = 0; position < batch.pending; position++) {
    const state = findState(store, batch.words, position * layout.words);
    if (state === -1)
      throw new ModelFault(
        faultBecause(
          'the model is not pure: a step led to another state when it was taken again',
          null,
        ),
      );
    if (levelOf(rounds, state) !== below || ((met[state >>> 5] as number) & (1 << state)) !== 0)
      continue;
    met[state >>> 5] = (met[state >>> 5] as number) | (1 << state);
    waiting.push(state);
  }
  batch.pending = 0;
  // The first successor is to be taken first.
  reverseFrom(waiting, first);
}

function reverseFrom(items: number[], first: number): void {
  const last = items.splice(first).reverse();
  items.push(...last);
}
