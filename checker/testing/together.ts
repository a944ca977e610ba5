/** A team without threads: its members take turns, so that every order of small rounds can be tried. */
import { expandSlice } from '../parallel/expand.ts';
import { createLeader } from '../parallel/leader.ts';
import { createMember, doPhase, type Member } from '../parallel/member.ts';
import { phasesOf } from '../parallel/phases.ts';
import { beginTogether } from '../parallel/round.ts';
import {
  createShared,
  EXPAND,
  PRESENT,
  read,
  type Shared,
  slicesOf,
  TASK,
} from '../parallel/shared.ts';
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
  /** Phases that the first member does alone, before the others join. */
  readonly late: number;
  /** In which order the slices of a round are expanded, and by whom. */
  readonly seed: number;
}

/** A search that is over. */
export function searchedTogether(
  model: Model,
  options: SearchOptions,
  { members, alone, slices, parents, successors, late, seed }: TeamShape,
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
  });
  if (search.over) return search;
  beginTogether(search, shared);
  const others = Array.from({ length: members - 1 }, (_, nth) =>
    createMember(model, shared, search.store, nth + 1, (observe) =>
      createMachine(model, observe, search.machine.symmetry !== null),
    ),
  );
  const team = [createLeader(search, shared), ...others];
  let phase = 0;
  for (const _ of phasesOf(search, shared)) {
    if (phase >= late) shared.plan[PRESENT] = members;
    takeTurns(team.slice(0, read(shared.plan, PRESENT)), shared, seed);
    phase += 1;
  }
  if (isShort(search)) {
    goOnAlone(search);
    while (!advance(search, 1000));
  }
  return search;
}

/** Nothing may depend on who is faster: any slice may be expanded first, by any member. */
function takeTurns(team: readonly Member[], shared: Shared, seed: number): void {
  if (read(shared.plan, TASK) !== EXPAND) {
    for (const member of team.toReversed()) doPhase(member);
    return;
  }
  const slices = Array.from({ length: slicesOf(shared.round) }, (_, slice) => slice);
  const chance = (slice: number): number =>
    Math.imul(Math.imul(slice + 1, 0x9e3779b1) ^ seed, 0x85ebca6b) >>> 16;
  slices.sort((one, other) => chance(one) - chance(other));
  for (const slice of slices)
    expandSlice(team[chance(slice + seed) % team.length] as Member, slice);
}
