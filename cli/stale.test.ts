/** A program that is not made of the sources beside it. */
import { cpSync, existsSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { planRun } from './plan.ts';
import { plannedSpec } from './planned.ts';
import { loadSpec } from './specs/load.ts';
import { fencepost, oneLine, ROOT } from './testing/fencepost.ts';
import { folderWith } from './testing/specs.ts';

/** The program as it was built, beside its sources and one that it was not built of. */
function changedCheckout(folder = 'model'): string {
  const root = folderWith({});
  for (const name of ['dist', 'package.json'])
    cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  for (const name of ['model', 'specs', 'checker', 'cli'])
    cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
  writeFileSync(path.join(root, folder, 'new.ts'), '');
  return root;
}

it('refuses to check, simulate, save, list and replay', async () => {
  const main = path.join(changedCheckout(), 'dist/cli/main.cjs');
  const saved = path.join(folderWith({}), 'saved');
  for (const command of [
    ['check', 'cluster/power-failure'],
    ['check', 'cluster/power-failure', '--checkpoint', saved],
    ['simulate', 'cluster/power-failure'],
    ['list'],
    ['replay', 'found.json'],
  ]) {
    const ran = await fencepost(command, { main });
    expect(ran.stderr, command.join(' ')).toContain('was changed after the program was built');
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
  }
  expect(existsSync(saved)).toBe(false);
});

it('a spec that was not built yet is named, and keeps only those from being checked that may be meant with it', async () => {
  const root = changedCheckout('specs/cluster');
  const main = path.join(root, 'dist/cli/main.cjs');
  const check = (...words: readonly string[]) =>
    fencepost(['check', ...words], { main, cwd: root });
  const others = await check('durability/acks-0', 'specs/durability/acks-1.ts');
  expect({ code: others.code, stderr: others.stderr }).toEqual({ code: 0, stderr: '' });
  const itself = await check('specs/cluster/new.ts');
  expect(itself.stderr).toContain('specs/cluster/new.ts is not compiled yet; run `npm run build`');
  for (const words of [['cluster'], ['durability/*'], ['--tag', 'R05'], ['specs']]) {
    const { code, stderr } = await check(...words);
    expect(stderr, words.join(' ')).toContain('specs/cluster/new.ts was changed after');
    expect(code).toBe(2);
  }
});

it('a spec that is wrong is named as it was written', async () => {
  const root = changedCheckout('specs');
  const main = path.join(root, 'dist/cli/main.cjs');
  cpSync(
    path.join(root, 'dist/specs/durability/acks-0.js'),
    path.join(root, 'dist/specs/durability/new.js'),
  );
  writeFileSync(path.join(root, 'specs/durability/new.ts'), '');
  const { code, stderr } = await fencepost(['check', 'durability/new'], { main, cwd: root });
  expect(oneLine(stderr)).toContain(
    "error: spec file specs/durability/new.ts: its name is 'durability/acks-0', but where it is it must be",
  );
  expect(code).toBe(2);
});

it('and one that was built anew meanwhile does not go on', async () => {
  const reference = { kind: 'built-in', name: 'cluster/power-failure' } as const;
  const plan = planRun(reference, await loadSpec(reference), {
    deep: false,
    set: {},
    judged: { kind: 'own' },
    all: false,
    order: 'breadth-first',
    simulation: null,
    symmetry: null,
    ignoreExpect: false,
    stats: false,
    maxStates: null,
    maxDepth: null,
    timeoutSeconds: null,
    maxMemory: 1e9,
    disk: null,
    workers: 1,
  });
  expect((await plannedSpec(plan)).name).toBe(reference.name);
  await expect(plannedSpec({ ...plan, built: plan.built - 1 })).rejects.toThrow('built anew');
});
