/** In which order a search expands the states it has found. All of them visit the same space. */

/**
 * - `breadth-first`: the oldest state first. Traces are shortest.
 * - `depth-first`: a state of those found last first. Traces are true, but may be long.
 * - `iterative-deepening`: depth-first from the initial states again and again, each time one level
 *   deeper. Traces are shortest.
 */
export type Order = 'breadth-first' | 'depth-first' | 'iterative-deepening';

/** Every order, the usual one first. */
export const ORDERS: readonly Order[] = ['breadth-first', 'depth-first', 'iterative-deepening'];

/** Whether the first violation that a search in this order meets is one with the fewest steps. */
export function findsShortest(order: Order): boolean {
  return order !== 'depth-first';
}
