/** A model that counts to 60, with a place for a guard, an effect or a property that is at fault. */
import { bag, int, list, mapOf, optional, record, union } from '../schema/kinds.ts';
import type { Draft, Value } from '../schema/value.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import type { Property } from '../system/property.ts';

export const countingSchema = record({
  n: int(0, 60),
  log: list(record({ id: int(0, 9) }), 3),
  inbox: bag(record({ id: int(0, 9) }), 2),
  row: mapOf(int(0, 1), int(0, 9)),
  spare: optional(record({ id: int(0, 9) })),
  message: union('kind', { a: record({ id: int(0, 9) }), b: record({ code: int(0, 3) }) }),
});
export type State = Value<typeof countingSchema>;
export type Mutable = Draft<typeof countingSchema>;

export interface Parts {
  readonly guard?: (state: State) => boolean;
  readonly effect?: (draft: Mutable) => void;
  readonly properties?: readonly Property[];
}

/** Counts to 60; at each step the part under test is run as well. */
export function counting({
  guard = () => true,
  effect = () => undefined,
  properties = [],
}: Parts): Model {
  return defineModel({
    name: 'counting',
    state: countingSchema,
    initial: [
      {
        n: 0,
        log: [{ id: 1 }, { id: 2 }],
        inbox: [{ id: 3 }],
        row: [1, 2] as never,
        spare: { id: 4 },
        message: { kind: 'a', id: 5 },
      },
    ],
    actions: [
      actionsOn(countingSchema)('Count', {
        when: { 'there is room': ({ n }) => n < 60, 'under test': guard },
        effect: (draft) => {
          draft.n += 1;
          // What a recipe returns is part of the test.
          return effect(draft);
        },
      }),
      actionsOn(countingSchema)('Count again', {
        parameters: { times: int(1, 10) },
        when: { 'under test': guard, 'there is room': ({ n }) => n < 60 },
        effect: (draft) => {
          draft.n += 1;
        },
      }),
    ],
    properties,
    deadlock: 'allowed',
  });
}
