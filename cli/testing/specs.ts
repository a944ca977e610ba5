/** Spec files of a person's own, for tests: written to a fresh folder. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from './fencepost.ts';

/** A folder that holds these files and nothing else. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'fencepost-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

/** A spec of one of Kafka's models, with these rules: an expression that may use `REPAIRED`. */
export function clusterSpec(rules: string): string {
  const models = path.join(ROOT, 'model/cluster');
  return `
import { defineSpec } from 'fencepost';
import { clusterModel } from '${models}/model.ts';
import { REPAIRED } from '${models}/rules.ts';
import { CLUSTER_CONSTANTS } from '${models}/state.ts';

export default defineSpec({
  name: 'mine/cluster',
  title: 'A cluster',
  about: 'With rules of my own.',
  tags: [],
  constants: CLUSTER_CONSTANTS,
  build: (constants) => clusterModel(${rules}, constants),
  expect: { verdict: 'holds' },
});
`;
}

export interface CounterSource {
  readonly name?: string;
  /** The property `small` says that the count stays below this; the count goes to 3, unless it is set. */
  readonly below?: number;
  /** The largest count that the schema allows. */
  readonly largest?: number;
  readonly deadlock?: 'allowed' | 'forbidden';
  readonly expect?: string;
  /** None if left out. */
  readonly deep?: string;
}

/** A spec in TypeScript that counts from 0 to 3, or to another top: four states, three transitions. */
export function counterSpec(source: CounterSource = {}): string {
  const {
    name = 'mine/counter',
    below = 2,
    largest = 5,
    deadlock = 'allowed',
    expect = "{ verdict: 'violated', property: 'small', steps: 2, distinct: 4 }",
    deep = 'undefined',
  } = source;
  return `
import { actionsOn, defineModel, defineSpec, int, propertiesOf, record, type Model } from 'fencepost';

function build({ top }: { readonly top: number }): Model {
  const state = record({ count: int(0, ${largest}) });
  const { always, sometimes } = propertiesOf(state);
  return defineModel({
    name: 'counter',
    state,
    initial: [{ count: 0 }],
    deadlock: '${deadlock}',
    actions: [
      actionsOn(state)('Increment', {
        actor: 'counter',
        when: { 'below the top': ({ count }) => count < top },
        effect(draft) {
          draft.count += 1;
        },
      }),
    ],
    properties: [
      always('small', {
        claim: 'the count stays small',
        holds: ({ count }) => count < ${below},
        because: ({ count }) => \`the count is \${count}\`,
      }),
      sometimes('nine', { claim: 'the count is once 9', holds: ({ count }) => count === 9 || ${below} < 9 }),
    ],
  });
}

export default defineSpec({
  name: '${name}',
  title: 'A counter',
  about: 'It counts.',
  tags: ['TOY'],
  constants: { top: { default: 3, min: 1, max: 5, about: 'where it stops' } },
  build,
  expect: ${expect},
  deep: ${deep},
});
`;
}

/**
 * A spec of two counters, which have (most + 1)² states: with 1500 so many that a team begins.
 * @param guard of one of its actions, on the state `{ x, y }`
 */
export function countersSpec(before: string, guard: string, most = 1500): string {
  return `
import { isMainThread } from 'node:worker_threads';
import { actionsOn, defineModel, defineSpec, int, record } from 'fencepost';
${before}
const state = record({ x: int(0, 2000), y: int(0, 2000) });
const action = actionsOn(state);
export default defineSpec({
  name: 'own/counters', title: 'Counters', about: '', tags: [], constants: {},
  expect: { verdict: 'holds', distinct: ${(most + 1) ** 2} },
  build: () => defineModel({
    name: 'counters', state, initial: [{ x: 0, y: 0 }], deadlock: 'allowed',
    actions: [
      action('Right', { when: { room: ({ x }) => x < ${most} }, effect: (draft) => { draft.x += 1; } }),
      action('Up', { when: { room: ${guard} }, effect: (draft) => { draft.y += 1; } }),
    ],
  }),
});`;
}
