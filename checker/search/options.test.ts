import { expect, it } from 'vitest';
import { square } from '../testing/square.ts';
import type { SearchOptions } from './progress.ts';
import { createSearch } from './search.ts';

it.each<[object, string]>([
  [{ ordr: 'depth-first' }, "a search has no 'ordr'; did you mean 'order'?"],
  [{ order: 'x' }, "there is no order 'x'; there are breadth-first,"],
  [{ order: 'depth-first', maxDepth: 3 }, 'a depth-first search knows no maxDepth'],
])('a search is refused with %j', (options, message) => {
  expect(() => createSearch(square(2), options as SearchOptions)).toThrow(message);
});
