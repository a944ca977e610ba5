/** What steps that are no faults lead to from one state, by a search of its own: whether a trace ends where something is lost. */
import { isExempt } from '../search/ask.ts';
import { ModelFault } from '../search/fault.ts';
import type { Finding, TraceStep } from '../search/outcome.ts';
import { advance, createSearch } from '../search/search.ts';
import { reasonAtEnd } from '../search/trace.ts';
import { instancesOf } from '../system/instances.ts';
import type { Model } from '../system/model.ts';
import type { RecoverableProperty } from '../system/property.ts';
import { strictly } from '../system/strict.ts';

/** A second or so, ... */
const MOST_STATES = 200_000;
/** ... and no more instances than that are asked: some models have so many that a single state takes long. */
const MOST_ASKED = 2 ** 27;
/** Looked at between two looks whether the property was seen. */
const SLICE = 256;

type Beyond =
  | { readonly kind: 'recovers' }
  /** Of so many states, that one among them, none has the property, and there are no others. */
  | { readonly kind: 'lost'; readonly states: number }
  /** That many have been looked at, and there are others. */
  | { readonly kind: 'unknown'; readonly states: number };

/**
 * Looks whether a property can come about from a state of a model.
 * @throws ModelFault where the model is at fault in a state on the way
 */
function lookBeyond(model: Model, property: RecoverableProperty, state: unknown): Beyond {
  const { name, claim } = property;
  const holds = (other: unknown): boolean => property.holds(other);
  const seen = { kind: 'sometimes' as const, name, claim, holds };
  const actions = model.actions.filter(({ fault }) => !fault);
  const from = { ...model, initial: [state], actions, properties: [seen] };
  const instances = actions.flatMap(instancesOf).length;
  const maxStates = Math.min(MOST_STATES, Math.ceil(MOST_ASKED / Math.max(1, instances)));
  const search = createSearch({ ...from, deadlock: 'allowed' }, { maxStates });
  while (search.unseen.length > 0 && !advance(search, SLICE));
  if (search.fault !== null) throw new ModelFault(search.fault.fault);
  if (search.unseen.length === 0) return { kind: 'recovers' };
  const { count } = search.store;
  return search.limit === null
    ? { kind: 'lost', states: count }
    : { kind: 'unknown', states: count };
}

/** What a trace shows of a property that is to be recoverable. */
export type Loss =
  /** `proven`: everything beyond the end of the trace was looked at. */
  | { readonly kind: 'lost'; readonly finding: Finding; readonly proven: boolean }
  | { readonly kind: 'recovers' }
  /** It is not asked for there. */
  | { readonly kind: 'exempt' };

/**
 * Whether a property is lost at the end of a trace.
 * @throws ModelFault where the model is at fault beyond the end, or the property cannot say what keeps it from coming about
 */
export function lossAtEnd(
  model: Model,
  property: RecoverableProperty,
  trace: readonly TraceStep[],
): Loss {
  const end = trace.at(-1)?.state;
  if (isExempt(property, strictly(end))) return { kind: 'exempt' };
  const beyond = lookBeyond(model, property, end);
  if (beyond.kind === 'recovers') return beyond;
  const own = reasonAtEnd(property, trace);
  const lost = `from here on it is lost for good, within the bounds: ${whereTo(property, beyond)}`;
  const because = own === null ? lost : `${own}; ${lost}`;
  const finding: Finding = { kind: 'violated', property, because, trace };
  return { kind: 'lost', finding, proven: beyond.kind === 'lost' };
}

function whereTo(
  { name }: RecoverableProperty,
  { kind, states }: Exclude<Beyond, { kind: 'recovers' }>,
): string {
  if (states === 1) return 'no step but a fault leads anywhere else';
  if (states === 2)
    return `without faults one other state can be reached, and ${name} does not hold there`;
  const others = `${(states - 1).toLocaleString('en-US')} other states`;
  return kind === 'unknown'
    ? `without faults more than ${others} can be reached, and ${name} does not hold in those that were looked at`
    : `without faults ${others} can be reached, and ${name} holds in none of them`;
}
