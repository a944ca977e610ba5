/** `check --symmetry` and `audit`, run as a person runs them. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fencepost, oneLine } from './testing/fencepost.ts';
import { counterSpec, folderWith } from './testing/specs.ts';

const HOLDS = 'replication/async-isr';
const BREAKS = 'replication/truncate-to-high-watermark';

/** Two or more brokers, each of which may take the lead; `first` takes the first of them. */
function leaderSpec({
  first = false,
  symmetry = 'undefined',
  brokers = 3,
  distinct = 5,
} = {}): string {
  return `
import { actionsOn, defineModel, defineSpec, identity, optional, propertiesOf, record, setOf } from 'fencepost';

export default defineSpec({
  name: 'mine/leader',
  title: 'A leader',
  about: 'One of them leads.',
  tags: [],
  constants: { brokers: { default: ${brokers}, min: 1, max: 9, about: 'brokers' } },
  symmetry: ${symmetry},
  expect: { verdict: 'holds', distinct: ${distinct} },
  build({ brokers }) {
    const broker = identity('broker', brokers);
    const state = record({ leader: optional(broker), last: optional(broker) });
    return defineModel({
      name: 'leader',
      state,
      initial: [{ leader: null, last: null }],
      deadlock: 'allowed',
      actions: [
        actionsOn(state)('Elect', {
          parameters: { broker },
          when: { 'nobody leads': ({ leader }, { broker }) => leader === null${first ? ' && broker === 0' : ''} },
          effect: (draft, { broker }) => {
            draft.leader = broker;
            draft.last = broker;
          },
        }),
        actionsOn(state)('Resign', {
          when: { 'somebody leads': ({ leader }) => leader !== null },
          effect: (draft) => {
            draft.leader = null;
          },
        }),
      ],
      properties: [
        propertiesOf(state).always('same', { claim: 'a leader is the last one', holds: ({ leader, last }) => leader === null || leader === last }),
      ],
    });
  },
});
`;
}

function fileWith(text: string): string {
  return path.join(folderWith({ 'spec.ts': text }), 'spec.ts');
}

async function checkJson(...args: string[]): Promise<{ code: number | null; json: object }> {
  const { code, stdout } = await fencepost(['check', '--json', ...args]);
  return { code, json: JSON.parse(stdout) as object };
}

describe('check --symmetry', () => {
  it('counts states up to renaming, says so, and judges all but their number', async () => {
    const { code, stdout } = await fencepost(['check', HOLDS, '--symmetry']);
    expect(oneLine(stdout)).toMatch(
      /^HOLDS exhaustively, over all 2,050 distinct states up to renaming, if all individuals are alike \([1-9]\d+ states compared\), as expected/,
    );
    expect(oneLine(stdout)).toContain('Searched 2,050 distinct states up to renaming,');
    expect(code).toBe(0);
  });

  it('says in JSON whether it was used', async () => {
    const { json } = await checkJson(BREAKS, '--symmetry');
    expect(json).toMatchObject({ verdict: 'violated', expected: true, symmetry: true });
    expect(json).toHaveProperty('trace.length', 9);
    expect((await checkJson(HOLDS, '--no-symmetry')).json).toHaveProperty('symmetry', false);
  });

  // The numbers of orbits: each state of the plain search, renamed in every way.
  it.each<[readonly string[], number]>([
    [[], 123_311],
    [['--set', 'logSize=3', '--set', 'maxRecords=3'], 683_278],
  ])('finds that KIP-320 holds %j over %i states', async (settings, distinct) => {
    const { code, json } = await checkJson('replication/kip-320', '--symmetry', ...settings);
    expect(json).toMatchObject({ verdict: 'holds', states: { distinct, complete: true } });
    expect(code).toBe(0);
  });

  it('finds counterexamples that replay without it', async () => {
    const file = path.join(folderWith({}), 'found.json');
    await fencepost(['check', BREAKS, '--symmetry', '--save', file]);
    const { code, stdout } = await fencepost(['replay', file]);
    expect(stdout).toContain('still breaks strong-isr');
    expect(code).toBe(0);
  });

  it('is what a spec says, unless it is told otherwise', async () => {
    const file = fileWith(leaderSpec({ symmetry: 'true', distinct: 7 }));
    const own = await checkJson(file);
    expect(own.json).toMatchObject({ symmetry: true, expected: true, states: { distinct: 3 } });
    const without = await checkJson(file, '--no-symmetry');
    expect(without.json).toMatchObject({
      symmetry: false,
      expected: true,
      states: { distinct: 7 },
    });
  });

  it('never says that a model holds whose brokers are not alike', async () => {
    const { code, json } = await checkJson(fileWith(leaderSpec({ first: true })), '--symmetry');
    expect(json).toMatchObject({ verdict: 'invalid-model', symmetry: true });
    expect(json).toHaveProperty(
      'error.message',
      expect.stringMatching(/not symmetric: .*Elect\(broker: b1\).*b1 -> b/),
    );
    expect(code).toBe(2);
  });

  it.each<[string, string, RegExp]>([
    [
      'nothing to rename',
      counterSpec(),
      /cannot be reduced by symmetry: the state has no identity/,
    ],
    ['too many renamings', leaderSpec({ brokers: 7 }), /7 of broker.*5,040 ways.*720/],
  ])('refuses %s before it searches', async (_, text, why) => {
    const { code, stderr } = await fencepost(['check', fileWith(text), '--symmetry']);
    expect(oneLine(stderr)).toMatch(why);
    expect(code).toBe(2);
  });

  it('refuses a spec whose `symmetry` is no answer', async () => {
    const file = fileWith(leaderSpec({ symmetry: "'yes'" }));
    const { code, stderr } = await fencepost(['check', file]);
    expect(oneLine(stderr)).toContain('its `symmetry` must be true or false');
    expect(code).toBe(2);
  });
});

describe('audit', () => {
  it('says that every state was compared, where it was', async () => {
    const { code, stdout } = await fencepost(['audit', HOLDS]);
    expect(stdout).toMatch(/^SYMMETRIC in every state\n/);
    expect(oneLine(stdout)).toContain(
      'Audited 2,050 states, each compared with itself under 1 renam',
    );
    expect(code).toBe(0);
  });

  it('or that some were', async () => {
    const { stdout } = await fencepost(['audit', HOLDS, '--states', '100']);
    expect(stdout).toMatch(/^SYMMETRIC in each state that was sampled\n/);
    const limited = await fencepost(['audit', HOLDS, '--max-states', '100']);
    expect(limited.stdout).toMatch(/^SYMMETRIC in each state that was sampled\n/);
    expect(oneLine(limited.stdout)).toContain('Visited 100 distinct states up to renaming: --max');
  });

  it('names the step, the names and the state where brokers are not alike', async () => {
    const { code, stdout } = await fencepost(['audit', fileWith(leaderSpec({ first: true }))]);
    expect(oneLine(stdout)).toMatch(
      /^INVALID MODEL the model is not symmetric: .*Elect\(broker: b1\).*b1 -> b\d.*in \{leader: none, last: none\}/,
    );
    expect(stdout).toContain('How it got there');
    expect(code).toBe(2);
  });

  it('prints JSON', async () => {
    const { stdout } = await fencepost(['audit', HOLDS, '--json']);
    expect(JSON.parse(stdout)).toEqual({
      spec: HOLDS,
      verdict: 'symmetric',
      states: { distinct: 2050, audited: 2050, complete: true },
      renamings: 1,
      constants: expect.any(Object),
    });
    const bad = await fencepost(['audit', fileWith(leaderSpec({ first: true })), '--json']);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      verdict: 'invalid-model',
      error: { message: expect.stringContaining('Elect'), action: { name: 'Elect' } },
    });
  });

  it('refuses a spec without an identity type', async () => {
    const { code, stderr } = await fencepost(['audit', fileWith(counterSpec())]);
    expect(oneLine(stderr)).toContain('no identity type');
    expect(code).toBe(2);
  });
});
