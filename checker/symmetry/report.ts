/** What an audit of a symmetry by itself found. */

import { audit } from '../search/auditing.ts';
import { invalidOf } from '../search/findings.ts';
import type { Invalid } from '../search/outcome.ts';
import type { Search } from '../search/progress.ts';
import { samplesThatCount } from '../search/samples.ts';
import { auditRenamed, spread } from './samples.ts';

export interface SymmetryAudit {
  /** How many states were compared with renamed ones. */
  readonly audited: number;
  /** Under how many renamings: all that change something. */
  readonly renamings: number;
  readonly invalid: Invalid | null;
}

/**
 * Compares up to `most` visited states, evenly spread, with renamed ones: all that there are, if they
 * are no more than that.
 * @throws Error when the search is not over, or does not use symmetry.
 */
export function symmetryAuditOf(search: Search, most: number): SymmetryAudit {
  const { symmetry } = search.machine;
  if (!search.over || symmetry === null)
    throw new Error('only a search with symmetry that is over can be audited');
  audit(search, samplesThatCount(search));
  const states = spread(search.store.count, most);
  const renamings = symmetry.renamings.slice(1);
  const audited = auditRenamed(search, states, renamings);
  return { audited, renamings: renamings.length, invalid: invalidOf(search) };
}
