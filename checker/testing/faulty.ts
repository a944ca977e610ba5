/** Random models some of whose actions are faults. */
import fc from 'fast-check';
import { int, record } from '../schema/kinds.ts';
import { type Action, actionsOn } from '../system/action.ts';
import type { Model } from '../system/model.ts';
import { type Property, propertiesOf } from '../system/property.ts';
import { anyModel } from './models.ts';

/** A random model; which of its actions are faults is random too. */
export function anyFaultyModel(properties: number): fc.Arbitrary<Model> {
  return fc.tuple(anyModel(properties), fc.infiniteStream(fc.boolean())).map(([model, flags]) => ({
    ...model,
    actions: model.actions.map((action) => ({ ...action, fault: flags.next().value === true })),
  }));
}

export const NODES = 24;
const schema = record({ at: int(0, NODES - 1) });

export interface Edge {
  readonly from: number;
  readonly to: number;
  /** Which of the actions takes it. */
  readonly action: number;
}

const anyNode = fc.nat({ max: NODES - 1 });

/** A random graph: of its four actions two are faults, and come first and third. */
export function anyGraph(): fc.Arbitrary<Model> {
  const edge: fc.Arbitrary<Edge> = fc.record({
    from: anyNode,
    to: anyNode,
    action: fc.nat({ max: 3 }),
  });
  return fc
    .record({
      initial: fc.array(anyNode, { minLength: 1, maxLength: 2 }),
      edges: fc.array(edge, { minLength: 10, maxLength: 60 }),
      bad: fc.array(anyNode, { maxLength: 3 }),
      badSteps: fc.array(fc.tuple(anyNode, fc.nat({ max: 3 })), { maxLength: 3 }),
      deadlock: fc.constantFrom<Model['deadlock']>('allowed', 'forbidden'),
    })
    .map(graphOf);
}

export interface Graph {
  readonly initial: readonly number[];
  readonly edges: readonly Edge[];
  /** Nodes that must not be reached, and actions that must not leave a node. */
  readonly bad: readonly number[];
  readonly badSteps: readonly (readonly [number, number])[];
  readonly deadlock: Model['deadlock'];
}

export function graphOf({ initial, edges, bad, badSteps, deadlock }: Graph): Model {
  return {
    name: 'graph',
    state: schema,
    initial: initial.map((at) => ({ at })),
    actions: [0, 1, 2, 3].map((nth) => along(nth, edges)),
    properties: propertiesOfGraph(bad, badSteps),
    deadlock,
  };
}

function along(nth: number, edges: readonly Edge[]): Action {
  return actionsOn(schema)(`Go${nth}`, {
    fault: nth % 2 === 0,
    parameters: { to: int(0, NODES - 1) },
    when: {
      'there is an edge': ({ at }, { to }) =>
        edges.some((edge) => edge.action === nth && edge.from === at && edge.to === to),
    },
    effect: (draft, { to }) => {
      draft.at = to;
    },
  });
}

function propertiesOfGraph(
  bad: readonly number[],
  badSteps: readonly (readonly [number, number])[],
): Property[] {
  const { always, step } = propertiesOf(schema);
  return [
    ...bad.map((node, nth) =>
      always(`not at ${nth}`, { claim: '', holds: ({ at }) => at !== node }),
    ),
    ...badSteps.map(([node, action], nth) =>
      step(`no step ${nth}`, {
        claim: '',
        holds: (before, _, { name }) => before.at !== node || name !== `Go${action}`,
      }),
    ),
  ];
}
