/**
 * The first member of a team: the thread that has searched alone so far. It keeps its machine. With a second
 * one V8 would see two sets of view classes in the same guards, which made a run of four million states a sixth slower.
 */
import type { Search } from '../search/progress.ts';
import { createMember, type Member } from './member.ts';
import type { Shared } from './shared.ts';

/** Its successors go into rounds from now on: nothing may wait in the batch. */
export function createLeader(search: Search, shared: Shared): Member {
  const { model, machine, store } = search;
  return createMember(model, shared, store, 0, (observe) => {
    if (observe !== null) search.observe = (_, instance) => observe(instance);
    return machine;
  });
}
