/** A square to walk across, on which properties, guards and effects are odd in some places. */
import fc from 'fast-check';
import { int, record } from '../schema/kinds.ts';
import type { Value } from '../schema/value.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import { type Property, propertiesOf } from '../system/property.ts';

const SIDE = 9;
export const schema = record({ x: int(0, SIDE), y: int(0, SIDE) });
export type Place = Value<typeof schema>;

/** Without `fault` nothing is wrong but with the properties. */
export function faulty(fault: object, properties: Property[]): Model {
  const {
    guard = () => true,
    add = () => 1,
    property = null,
  } = fault as {
    guard?: (state: Place) => boolean;
    add?: (state: Place) => number;
    property?: Property;
  };
  const action = actionsOn(schema);
  return defineModel({
    name: 'faulty',
    state: schema,
    initial: [{ x: 0, y: 0 }],
    actions: [
      action('Right', {
        when: { 'there is room': ({ x }) => x < SIDE - 1 },
        effect: (draft) => {
          draft.x += 1;
        },
      }),
      action('Down', {
        when: { 'there is room': ({ y }) => y < SIDE - 1, guard },
        effect: (draft) => {
          draft.y += add({ x: draft.x, y: draft.y });
        },
      }),
    ],
    properties: [...(property === null ? [] : [property]), ...properties],
    deadlock: 'forbidden',
  });
}

/** Properties that are violated or satisfied in some places, and throw or do not answer in others. */
const anyPlaces = fc.array(fc.record({ x: fc.nat({ max: 8 }), y: fc.nat({ max: 8 }) }), {
  maxLength: 3,
});
export const moodyProperties: fc.Arbitrary<Property[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('always', 'sometimes', 'step', 'sometimesStep'),
      odd: anyPlaces,
      throwing: anyPlaces,
      silent: anyPlaces,
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((moods) =>
    moods.map(({ kind, odd, throwing, silent }, nth) => {
      const at = (places: readonly Place[], { x, y }: Place): boolean =>
        places.some((place) => place.x === x && place.y === y);
      const usual = kind === 'always' || kind === 'step';
      const holds = (state: Place): boolean => {
        if (at(throwing, state)) throw new Error('moody');
        if (at(silent, state)) return undefined as unknown as boolean;
        return at(odd, state) ? !usual : usual;
      };
      const define = propertiesOf(schema);
      const definition = { claim: '' };
      if (kind === 'always' || kind === 'sometimes')
        return define[kind](`p${nth}`, { ...definition, holds });
      return define[kind as 'step' | 'sometimesStep'](`p${nth}`, {
        ...definition,
        holds: (_, after) => holds(after),
      });
    }),
  );
