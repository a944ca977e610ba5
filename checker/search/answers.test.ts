/** True and false are the only answers, wherever they are given: not in the states of the audit's sample alone. */
import { describe, expect, it } from 'vitest';
import { int, record } from '../schema/kinds.ts';
import { simulated } from '../simulate/outcome.ts';
import { advanceSimulation, createSimulation } from '../simulate/simulation.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import { type Property, propertiesOf } from '../system/property.ts';
import { outcomeOn } from '../testing/run.ts';
import { searchedTogether } from '../testing/together.ts';
import { outcomeOf } from './report.ts';

const schema = record({ n: int(0, 3000) });
type State = { readonly n: number };
/** None of the first states, and no power of two. */
const RARE = 1500;

function counting(room: (state: State) => boolean, properties: readonly Property[] = []): Model {
  return defineModel({
    name: 'counting',
    state: schema,
    initial: [{ n: 0 }],
    actions: [
      actionsOn(schema)('Count', {
        parameters: { by: int(1, 1) },
        when: { 'there is room': room },
        effect: (draft, { by }) => {
          draft.n += by;
        },
      }),
    ],
    properties,
    deadlock: 'allowed',
  });
}

const hasRoom = ({ n }: State): boolean => n < 3000;
const { always, sometimes, step, sometimesStep } = propertiesOf(schema);
const no = undefined as unknown as boolean;
const later = Promise.resolve(false) as unknown as boolean;

const MODELS: [string, Model, RegExp][] = [
  [
    'a guard',
    counting((state) => (state.n === RARE ? no : hasRoom(state))),
    /condition 'there is room' of Count\(by: 1\) answered undefined; it must/,
  ],
  [
    'a claim',
    counting(hasRoom, [always('P', { claim: '', holds: ({ n }) => n !== RARE || later })]),
    /property P answered \[object Promise\]; it must/,
  ],
  [
    'one of two claims',
    counting(hasRoom, [
      always('Q', { claim: '', holds: () => true }),
      always('P', { claim: '', holds: ({ n }) => (n === RARE ? no : true) }),
    ]),
    /property P answered undefined/,
  ],
  [
    'what is to be seen',
    counting(hasRoom, [sometimes('P', { claim: '', holds: ({ n }) => (n === RARE ? no : false) })]),
    /property P answered undefined/,
  ],
  [
    'a claim of steps',
    counting(hasRoom, [step('P', { claim: '', holds: (_, { n }) => (n === RARE ? no : true) })]),
    /property P answered undefined/,
  ],
  [
    'a step to be seen',
    counting(hasRoom, [
      sometimesStep('P', { claim: '', holds: (_, { n }) => (n === RARE ? no : false) }),
    ]),
    /property P answered undefined/,
  ],
];

describe('an answer that is neither true nor false is a fault of the model', () => {
  it.each(MODELS)('in %s, of one worker', (_, model, why) => {
    const { verdict, invalid } = outcomeOn(model);
    expect(verdict).toBe('invalid-model');
    expect(invalid?.message).toMatch(why);
    expect(invalid?.trace.length).toBeGreaterThanOrEqual(RARE);
  });

  it.each(MODELS)('in %s, of a team', (_, model, why) => {
    const shape = { members: 2, slices: 4, parents: 8, successors: 20, late: 3, seed: 1 };
    const { verdict, invalid } = outcomeOf(searchedTogether(model, {}, { ...shape, alone: 9 }));
    expect(verdict).toBe('invalid-model');
    expect(invalid?.message).toMatch(why);
  });

  it.each(MODELS)('in %s, on a walk', (_, model, why) => {
    const simulation = createSimulation(model, { walks: 1, depth: 2000, seed: 1 });
    while (!advanceSimulation(simulation, 1000));
    expect(simulated(simulation).invalid?.message).toMatch(why);
  });
});
