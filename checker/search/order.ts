/** In which order a search expands the states it has found. All of them visit the same space. */

/**
 * - `breadth-first`: the oldest state first. Traces are shortest.
 * - `depth-first`: a state of those found last first. Traces are true, but may be long.
 * - `iterative-deepening`: depth-first from the initial states again and again, each time one level
 *   deeper. Traces are shortest.
 * - `fewest-faults`: by the number of faults that lead to a state, then by depth. Traces have the fewest
 *   faults, and are shortest among those.
 */
export type Order = 'breadth-first' | 'depth-first' | 'iterative-deepening' | 'fewest-faults';

/** The ways to walk a space, the usual one first; `fewest-faults` is about what is wanted of a trace. */
export const ORDERS: readonly Order[] = ['breadth-first', 'depth-first', 'iterative-deepening'];

/** Whether the first violation that a search in this order meets is one with the fewest steps. */
export function findsShortest(order: Order): boolean {
  return order !== 'depth-first' && order !== 'fewest-faults';
}

/**
 * Refuses what an order cannot do.
 * @throws RangeError that says why.
 */
export function checkOrder(order: Order, { maxDepth, symmetry, tally, place }: OrderLimits): void {
  if (order !== 'fewest-faults' && !ORDERS.includes(order))
    throw new RangeError(`there is no order '${order}'; there are ${ORDERS.join(', ')}`);
  // Only by level are states expanded in the order in which they lie on disk.
  if (order !== 'breadth-first' && place !== undefined && place !== null)
    throw new RangeError('only a breadth-first search can keep its states on disk');
  const isBounded = Number.isFinite(maxDepth ?? Number.POSITIVE_INFINITY);
  // A state found at the limit first might be expanded later, by a shorter path: it is not visited again.
  if (order === 'depth-first' && isBounded)
    throw new RangeError('a depth-first search knows no maxDepth: deepen iteratively instead');
  if (order !== 'fewest-faults') return;
  // Likewise: by the path with the fewest faults a state may be at the limit, by a shorter one above it.
  if (isBounded) throw new RangeError('a search by fewest faults knows no maxDepth');
  if (symmetry === true) throw new RangeError('a search by fewest faults knows no symmetry');
  if (tally === true) throw new RangeError('a search by fewest faults keeps no tally');
}

/** Options of a search that not every order can have. */
interface OrderLimits {
  readonly maxDepth?: number;
  readonly symmetry?: boolean;
  readonly tally?: boolean;
  readonly place?: object | null;
}
