/** `--minimize faults`: a search in an order of its own, and what does not go with it. */
import type { Model, Order } from '../checker/index.ts';
import { UsageError } from './errors.ts';

/** What can be made as little as possible in a trace, before its steps. */
export const MINIMIZED = ['faults'] as const;

export interface OrderFlags {
  readonly order?: Order;
  readonly minimize?: (typeof MINIMIZED)[number];
  readonly maxDepth?: number;
}

/**
 * The order that the options ask for.
 * @throws UsageError where they contradict each other.
 */
export function orderOf({ order, minimize, maxDepth }: OrderFlags): Order {
  if (order === 'depth-first' && maxDepth !== undefined)
    throw new UsageError(
      '--max-depth contradicts --order depth-first, which may meet a state at any depth: ' +
        'use --order iterative-deepening, or leave out --order',
    );
  if (minimize === undefined) return order ?? 'breadth-first';
  if (order !== undefined)
    throw new UsageError(
      `--order ${order} contradicts --minimize faults, which is an order itself: leave one of them out`,
    );
  if (maxDepth !== undefined)
    throw new UsageError(
      '--max-depth contradicts --minimize faults: the path with the fewest faults to a state may be longer ' +
        'than that where another is not; bound the constants of the model instead',
    );
  return 'fewest-faults';
}

/** The option that an order was chosen by. */
export function optionFor(order: Order): string {
  return order === 'fewest-faults' ? '--minimize faults' : `--order ${order}`;
}

/**
 * Checks that a model has faults to minimize.
 * @throws UsageError that names the spec.
 */
export function checkFaults({ actions }: Model, spec: string): void {
  if (actions.some(({ fault }) => fault)) return;
  throw new UsageError(
    `spec ${spec} has no faults: none of its actions is one. Leave out --minimize faults: the trace of a ` +
      'violation then has the fewest steps',
  );
}
