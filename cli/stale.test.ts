/** A program that is not made of the sources beside it. */
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { planRun } from './plan.ts';
import { plannedSpec } from './planned.ts';
import { loadSpec } from './specs/load.ts';
import { fencepost, ROOT } from './testing/fencepost.ts';
import { folderWith } from './testing/specs.ts';

/** The program as it was built, beside one source that it was not built of. */
function changedCheckout(): string {
  const root = folderWith({});
  for (const name of ['dist', 'package.json'])
    cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  mkdirSync(path.join(root, 'model'));
  writeFileSync(path.join(root, 'model/new.ts'), '');
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
