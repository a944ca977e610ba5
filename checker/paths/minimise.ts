/** Makes a path to a violation shorter, without a claim that none is shorter still. */
import { faultBecause, ModelFault } from '../search/fault.ts';
import type { Path } from '../search/trace.ts';
import { follow, reduced } from './reduce.ts';
import { shortened } from './shortcut.ts';
import type { Sought, Terrain } from './terrain.ts';

/** How many states a search for a shortcut may visit: from the start more, for it can save the most. */
const FROM_START = 50_000;
const FROM_LATER = 5_000;

/**
 * Leaves out steps, then looks for shortcuts, until neither helps. Yields now and then, with the shortest
 * path so far.
 * @throws ModelFault when the path, walked again, is not one that ends with what is sought.
 */
export function* minimised(terrain: Terrain, sought: Sought, path: Path): Generator<Path, Path> {
  if (follow(terrain, sought, path.start, path.steps)?.length !== path.steps.length)
    throw new ModelFault(faultBecause(impureText(sought), null));
  let best = path;
  for (;;) {
    const before = best.steps.length;
    best = yield* reduced(terrain, sought, best);
    for (let from = 0; from < best.steps.length; ) {
      const most = from === 0 ? FROM_START : FROM_LATER;
      const shorter = shortened(terrain, sought, best, from, most);
      if (shorter === best) from += 1;
      best = shorter;
      yield best;
    }
    if (best.steps.length === before) return best;
  }
}

function impureText(sought: Sought): string {
  const met = sought === null ? 'a deadlock' : `a violation of ${sought.name}`;
  return `the model is not pure: a walk that ended with ${met} goes otherwise when it is taken again`;
}
