/** One search for two answers: what it finds first, and how large the whole space is. */
import { advanceRecovery } from '../recovery/recovery.ts';
import { claimsOf } from '../search/claims.ts';
import type { Search } from '../search/progress.ts';
import { advance, createSearch } from '../search/search.ts';
import type { Model } from '../system/model.ts';

/**
 * A search of the whole space that judges nothing beyond its first finding, which is the only one that it tells of.
 * To stop there and search again without properties takes longer, and so does to judge all of them to the end.
 */
export function searchedToFirst(model: Model, slice = 1000): Search {
  const search = createSearch(model, { all: true });
  const judgeNoMore = (): void => {
    if (search.sightings.length > 0) Object.assign(search, claimsOf({ ...model, properties: [] }));
  };
  while (!advance(search, slice)) judgeNoMore();
  judgeNoMore();
  while (!advanceRecovery(search, slice)) judgeNoMore();
  // The slice with the first one may hold others, and deadlocks are judged to the end.
  search.sightings.splice(1);
  return search;
}
