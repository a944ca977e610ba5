/** The model is at fault in a state that was being expanded: the search ends. */

import { offsetOf, segmentOf } from '../store/store.ts';
import { diagnose } from './diagnose.ts';
import { ModelFault } from './fault.ts';
import { finish, type Search } from './progress.ts';

export function blameModel(search: Search, state: number, error: unknown): void {
  const { machine, store } = search;
  machine.load(segmentOf(store, state), offsetOf(store, state));
  search.fault = {
    fault: error instanceof ModelFault ? error.fault : diagnose(machine, state, error),
    state,
  };
  finish(search, null);
}
