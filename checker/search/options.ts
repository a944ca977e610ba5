/** The options of a search, for those who write without a type checker. */
import { unknownPart } from '../system/parts.ts';
import { checkOrder } from './order.ts';
import type { SearchOptions } from './progress.ts';

const OPTIONS: readonly (keyof SearchOptions)[] = [
  'all',
  'maxStates',
  'maxDepth',
  'maxBytes',
  'shared',
  'order',
  'tally',
  'symmetry',
  'place',
];

/**
 * Refuses options that there are not, or that do not go together.
 * @throws RangeError that says why.
 */
export function checkOptions(options: SearchOptions): void {
  const unknown = unknownPart(options, OPTIONS);
  if (unknown !== null) throw new RangeError(`a search ${unknown}`);
  checkOrder(options.order ?? 'breadth-first', options);
}
