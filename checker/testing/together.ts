/** A team without threads: its members take turns, so that every order of small rounds can be tried. */
import { expandSlices } from '../parallel/expand.ts';
import { createLeader } from '../parallel/leader.ts';
import { createMember, doPhase, type Member } from '../parallel/member.ts';
import { beginPhase, createPipeline, endPhase, type Pipeline } from '../parallel/pipeline.ts';
import { beginTogether } from '../parallel/round.ts';
import { createShared, NEXT_SLICE } from '../parallel/shared.ts';
import { goOnAlone, isShort } from '../parallel/short.ts';
import { createMachine } from '../search/machine.ts';
import type { Search, SearchOptions } from '../search/progress.ts';
import { advance, createSearch } from '../search/search.ts';
import type { Model } from '../system/model.ts';

export interface TeamShape {
  readonly members: number;
  /** States that one worker expands before the others join. */
  readonly alone: number;
  /** Of a round. */
  readonly slices: number;
  /** Of a slice, at most. */
  readonly parents: number;
  readonly successors: number;
}

/** A search that is over. */
export function searchedTogether(
  model: Model,
  options: SearchOptions,
  { members, alone, slices, parents, successors }: TeamShape,
): Search {
  const search = createSearch(model, { ...options, shared: true });
  if (alone > 0) advance(search, alone);
  const shared = createShared({
    members,
    words: search.store.words,
    actions: model.actions.length,
    instances: search.machine.instances.length,
    properties: model.properties.length,
    slices,
    parents,
    successors,
    // So small that it has to grow.
    indexBits: 2,
  });
  if (search.over) return search;
  const { words, parents: from } = search.machine.batch;
  beginTogether(search, shared);
  const others = Array.from({ length: members - 1 }, (_, nth) =>
    createMember(model, shared, search.store, nth + 1, (observe) =>
      createMachine(model, observe, search.machine.symmetry !== null),
    ),
  );
  const team = [createLeader(search, shared), ...others];
  const pipeline = createPipeline(search, shared);
  while (beginPhase(pipeline)) {
    takeTurns(team, pipeline);
    endPhase(pipeline);
  }
  if (isShort(search)) {
    goOnAlone(search, { words, parents: from });
    while (!advance(search, 1000));
  }
  return search;
}

/** The last one first, and a slice each in turn: nothing may depend on who is faster. */
function takeTurns(team: readonly Member[], { shared, expanding }: Pipeline): void {
  const turns = team.toReversed();
  shared.control[NEXT_SLICE] = 0;
  for (const member of turns) doPhase(member, 1);
  if (expanding === null) return;
  while (turns.some((member) => expandSlices(member, expanding, 1) > 0));
}
