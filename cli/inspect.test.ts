/** `list` and `show`. */
import { describe, expect, it } from 'vitest';
import { commandLine, oneLine } from './testing/fencepost.ts';

interface Listed {
  readonly name: string;
  readonly tags: readonly string[];
}

describe('list', () => {
  it('prints one JSON array with the fields of the contract', async () => {
    const { code, stdout } = await commandLine(['list', '--json']);
    const listed = JSON.parse(stdout) as Listed[];
    expect(listed.find(({ name }) => name === 'replication/kip-101')).toEqual({
      name: 'replication/kip-101',
      title: expect.any(String),
      tags: expect.arrayContaining(['KIP-101']),
      constants: expect.objectContaining({
        replicas: { default: 3, min: 1, max: 5, about: expect.any(String) },
      }),
      expect: { verdict: 'violated', property: 'strong-isr', steps: 10, distinct: 1613089 },
      deep: {
        constants: { maxLeaderEpoch: 3 },
        expect: { verdict: 'violated', property: 'strong-isr', steps: 10, distinct: 30720718 },
      },
    });
    expect(listed.map(({ name }) => name)).toEqual(listed.map(({ name }) => name).sort());
    expect(code).toBe(0);
  });

  it('keeps the specs of a tag', async () => {
    const { stdout } = await commandLine(['list', '--tag', 'KIP-497', '--json']);
    const listed = JSON.parse(stdout) as Listed[];
    expect(listed.map(({ name }) => name)).toContain('replication/async-isr');
    expect(listed.every(({ tags }) => tags.includes('KIP-497'))).toBe(true);
  });

  it('keeps those of a folder', async () => {
    const { stdout } = await commandLine(['list', 'durability', '--json']);
    const names = (JSON.parse(stdout) as Listed[]).map(({ name }) => name);
    expect(names).toContain('durability/unclean-election');
    expect(names.every((name) => name.startsWith('durability/'))).toBe(true);
  });

  it('of several words names the specs that speak of all of them', async () => {
    const { stdout } = await commandLine(['list', 'LOSSY', 'min ISR 2', '--json']);
    const names = (JSON.parse(stdout) as { readonly name: string }[]).map(({ name }) => name);
    expect(names).toEqual([
      'durability/min-isr-2-lossy-crash',
      'kraft-partition/last-replica-standing',
    ]);
  });

  it('searches for a word that is neither a name nor a folder', async () => {
    const { stdout } = await commandLine(['list', 'UNCLEAN', 'replication/kip-320', '--json']);
    const listed = (JSON.parse(stdout) as Listed[]).map(({ name }) => name);
    expect(listed).toContain('durability/unclean-election');
    expect(listed).toContain('durability/clean-election');
    expect(listed.at(-1)).toBe('replication/kip-320');
    expect(listed).not.toContain('replication/kip-101');
    const byTag = await commandLine(['list', 'kip-227', '--json']);
    const tagged = await commandLine(['list', '--tag', 'KIP-227', '--json']);
    const names = (text: string) => (JSON.parse(text) as Listed[]).map(({ name }) => name);
    expect(names(byTag.stdout)).toEqual(expect.arrayContaining(names(tagged.stdout)));
  });

  it('prints a table with the expected verdict', async () => {
    const { stdout } = await commandLine(['list']);
    expect(stdout).toMatch(/^spec +expected +title \[tags\]$/m);
    expect(stdout).toMatch(/^replication\/kip-320 +holds +KIP-320 fences replication/m);
  });

  it('prints the tags, and who has a deep profile', async () => {
    const { stdout } = await commandLine(['list', '--tag', 'KIP-227']);
    expect(oneLine(stdout)).toContain('[R07, KIP-320, KIP-227, KAFKA-9338, 2.1, 2.4]');
    expect(stdout).toMatch(/\n\nEach has a deep profile, larger bounds for check --deep\.\n$/);
  });
});

describe('show', () => {
  it('prints constants, properties, and actions with their conditions', async () => {
    const { code, stdout } = await commandLine(['show', 'replication/kip-320']);
    expect(stdout).toContain('  maxLeaderEpoch  2 (0 to 6): ');
    expect(oneLine(stdout)).toContain('leader-in-isr always: if the quorum has a leader');
    expect(stdout).toContain(
      '  FollowerFetch(leader: b1 to b3, follower: b1 to b3)\n    - the leader presumes leadership\n',
    );
    expect(oneLine(stdout)).toContain(
      'Expected holds, 737,794 distinct states in all ' +
        'Deep maxLeaderEpoch 3: holds, 9,985,570 distinct states in all',
    );
    expect(code).toBe(0);
  });

  it('is of the constants that are chosen', async () => {
    const { stdout } = await commandLine([
      'show',
      'replication/kip-320',
      '--deep',
      '--set',
      'replicas=2',
    ]);
    expect(stdout).toContain('  maxLeaderEpoch  3, by default 2 (0 to 6): ');
    expect(stdout).toContain('FollowerFetch(leader: b1 to b2, follower: b1 to b2)');
    const json = await commandLine([
      'show',
      'replication/kip-320',
      '--set',
      'replicas=2',
      '--json',
    ]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      constants: { replicas: { default: 3 } },
      values: { replicas: 2, maxLeaderEpoch: 2 },
    });
  });

  it('tells a bug from its repair: by their rules, each with the name of the other', async () => {
    const bug = await commandLine(['show', 'cluster/reelected-leader']);
    expect(bug.stdout).toMatch(/^ {2}reelectedLeader +keeps-ends$/m);
    expect(oneLine(bug.stdout)).toContain(
      'Compare with cluster/reelected-leader-repaired, where reelectedLeader is forgets-ends Deadlock',
    );
    const repair = await commandLine(['show', 'cluster/reelected-leader-repaired']);
    expect(repair.stdout).toMatch(/^ {2}reelectedLeader +forgets-ends$/m);
    expect(oneLine(repair.stdout)).toContain(
      'Compare with cluster/reelected-leader, where reelectedLeader is keeps-ends Deadlock',
    );
  });

  it('has no heading for rules, and nothing to compare, where there is none', async () => {
    const { stdout } = await commandLine(['show', 'replication/async-isr']);
    expect(stdout).not.toMatch(/^(Rules|Compare)/m);
  });

  it('has the rules in its JSON', async () => {
    const { stdout } = await commandLine(['show', 'cluster/reelected-leader', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      rules: { reelectedLeader: 'keeps-ends', epochCacheDurable: true },
      counterpart: 'cluster/reelected-leader-repaired',
    });
  });

  it('prints them as JSON', async () => {
    const { stdout } = await commandLine(['show', 'replication/kip-320', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'replication/kip-320',
      model: 'replication',
      deadlock: 'allowed',
      deep: { constants: { maxLeaderEpoch: 3 }, expect: { verdict: 'holds', distinct: 9985570 } },
      actions: expect.arrayContaining([
        expect.objectContaining({ name: 'LeaderWrite', parameters: { leader: 'b1 to b3' } }),
      ]),
      properties: expect.arrayContaining([expect.objectContaining({ name: 'strong-isr' })]),
    });
  });
});
