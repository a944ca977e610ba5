/** A model whose whole space is known: the fields of a square, walked from one corner to the other. */
import { int, record } from '../schema/kinds.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import { propertiesOf } from '../system/property.ts';

/** All of a square, by steps to the right and down. */
export function square(side: number): Model {
  const schema = record({ x: int(0, side - 1), y: int(0, side - 1) });
  const action = actionsOn(schema);
  return defineModel({
    name: 'square',
    state: schema,
    initial: [{ x: 0, y: 0 }],
    actions: [
      action('Right', {
        when: { 'there is room': ({ x }) => x < side - 1 },
        effect: (draft) => {
          draft.x += 1;
        },
      }),
      action('Down', {
        when: { 'there is room': ({ y }) => y < side - 1 },
        effect: (draft) => {
          draft.y += 1;
        },
      }),
    ],
    properties: [
      propertiesOf(schema).sometimes('the far corner', {
        claim: '',
        holds: ({ x, y }) => x + y === 2 * (side - 1),
      }),
    ],
    deadlock: 'allowed',
  });
}
