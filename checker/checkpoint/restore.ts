/** A search that goes on where a checkpoint was made. */
import type { DiskPlace } from '../disk/disk.ts';
import { beginReading } from '../disk/move.ts';
import type { Search, SearchOptions, Sighting } from '../search/progress.ts';
import { prepareSearch } from '../search/search.ts';
import type { Model } from '../system/model.ts';
import type { SearchRecord } from './record.ts';

/**
 * A search of the same model where the recorded one was; its states are in the file of `options.place`. They are read a
 * piece at a time while it is advanced.
 * @throws SchemaError as `createSearch` does.
 */
export function restoreSearch(
  model: Model,
  options: SearchOptions & { readonly place: DiskPlace },
  record: SearchRecord,
): Search {
  const search = prepareSearch(model, options);
  const { disk, store } = search;
  if (disk === null) throw new RangeError('a search without a place on disk cannot be restored');
  const isOpen = ({ name }: { readonly name: string }): boolean => record.open.includes(name);
  search.always = search.always.filter(isOpen);
  search.steps = search.steps.filter(isOpen);
  search.unseen = search.unseen.filter(isOpen);
  search.unseenSteps = search.unseenSteps.filter(isOpen);
  const properties = new Map(model.properties.map((property) => [property.name, property]));
  for (const { property, ...where } of record.sightings)
    search.sightings.push({
      property: (property === null ? null : properties.get(property)) as Sighting['property'],
      ...where,
    });
  for (const { enabled, ...sample } of record.samples)
    search.samples.push({ ...sample, enabled: enabled === null ? null : Int32Array.from(enabled) });
  search.taken.set(record.taken);
  for (const start of record.levelStarts) search.levelStarts.push(start);
  search.head = record.head;
  search.levelEnd = record.levelEnd;
  search.depth = record.depth;
  search.transitions = record.transitions;
  disk.comparedBefore = record.comparisons;
  beginReading(disk, store, record.states, record.checksum);
  return search;
}
