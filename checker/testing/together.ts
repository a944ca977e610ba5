/** A team without threads: its members take turns, so that every order of small rounds can be tried. */
import { closeRound, endOfRound } from '../parallel/close.ts';
import { createLeader } from '../parallel/leader.ts';
import { createMember } from '../parallel/member.ts';
import { doPart, type Part } from '../parallel/parts.ts';
import { beginTogether, growIndex, makeRoom, openRound } from '../parallel/round.ts';
import { createShared, sliceOf } from '../parallel/shared.ts';
import { createMachine } from '../search/machine.ts';
import type { Search, SearchOptions } from '../search/progress.ts';
import { advance, createSearch, enterNextLevel } from '../search/search.ts';
import type { Model } from '../system/model.ts';

export interface TeamShape {
  readonly members: number;
  /** States that one worker expands before the others join. */
  readonly alone: number;
  readonly parents: number;
  readonly successors: number;
}

/** A search that is over. */
export function searchedTogether(
  model: Model,
  options: SearchOptions,
  { members, alone, parents, successors }: TeamShape,
): Search {
  const search = createSearch(model, { ...options, shared: true });
  if (alone > 0) advance(search, alone);
  const shared = createShared({
    members,
    words: search.store.words,
    actions: model.actions.length,
    instances: search.machine.instances.length,
    properties: model.properties.length,
    parents,
    successors,
  });
  if (search.over) return search;
  beginTogether(search, shared);
  const others = shared.areas
    .slice(1)
    .map((_, nth) =>
      createMember(model, shared, search.store, nth + 1, ({ words, parents: from }, observe) =>
        createMachine(model, observe, search.machine.symmetry !== null, { words, parents: from }),
      ),
    );
  const team = [createLeader(search, shared), ...others];
  // The last one first: nothing may depend on who is faster.
  const together = (part: Part): void => {
    for (const member of team.toReversed()) doPart(member, part);
  };
  while (!search.over) {
    if (search.head === search.levelEnd && !enterNextLevel(search)) break;
    openRound(search, shared);
    const ends = shared.areas.map((_area, member) => sliceOf(shared, member)[1]);
    together('expand');
    const end = endOfRound(shared, ends);
    if (!growIndex(search, shared)) break;
    together('look up');
    if (!makeRoom(search, shared)) break;
    together('settle');
    closeRound(search, shared, end);
  }
  return search;
}
