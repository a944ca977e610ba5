/** The audit of the states that a search has set aside, and of those on the way to one. */
import { offsetOf, parentOf, segmentOf } from '../store/store.ts';
import { auditRenamed } from '../symmetry/samples.ts';
import { withStrictNumbers } from '../system/strict.ts';
import { auditState } from './audit.ts';
import type { Sample, Search } from './progress.ts';

/** Audits states until one shows a fault of the model. */
export function audit(search: Search, samples: readonly Sample[]): void {
  withStrictNumbers(() => auditEach(search, samples));
}

function auditEach(search: Search, samples: readonly Sample[]): void {
  const { machine, store } = search;
  for (const sample of samples) {
    if (search.fault !== null) return;
    const { state } = sample;
    machine.load(segmentOf(store, state), offsetOf(store, state));
    const fault = auditState(machine, sample);
    if (fault !== null) search.fault = { fault, state };
  }
}

/** The same on the way to a state, of all that the model does there. */
export function auditWayTo(search: Search, state: number): void {
  const { store, machine } = search;
  const way: Sample[] = [];
  for (let at = state; at !== -1; at = parentOf(store, at))
    way.unshift({ state: at, enabled: null, only: null });
  audit(search, way);
  const states = way.map((sample) => sample.state);
  auditRenamed(search, states, machine.symmetry?.renamings);
}
