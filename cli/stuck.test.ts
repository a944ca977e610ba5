import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fencepost } from './testing/fencepost.ts';
import { folderWith } from './testing/specs.ts';

const ENDLESS = `
import { actionsOn, defineModel, defineSpec, int, record } from 'fencepost';
import { writeFileSync } from 'node:fs';
const state = record({ n: int(0, 9) });
const count = actionsOn(state)('Count', {
  when: { 'it ends': ({ n }) => {
    while (n === 2) writeFileSync('alive', String(Date.now()));
    return n < 9;
  } },
  effect: (draft) => { draft.n += 1; },
});
export default defineSpec({
  name: 'endless', title: 'never ends', about: '', tags: [], constants: {},
  build: () => defineModel({ name: 'endless', state, initial: [{ n: 0 }], actions: [count], deadlock: 'allowed' }),
  expect: { verdict: 'holds', distinct: 10 },
});`;

describe('a guard that never ends', () => {
  it('does not outlive its time', async () => {
    const cwd = folderWith({ 'endless.mjs': ENDLESS });
    const { code, stderr } = await fencepost(['check', 'endless.mjs', '--timeout', '0.1'], { cwd });
    expect(stderr).toContain('does not end');
    expect(code).toBe(2);
  });

  it('is told of where it holds up Ctrl-C', async () => {
    const cwd = folderWith({ 'endless.mjs': ENDLESS });
    const { code, stderr } = await fencepost(['check', 'endless.mjs'], {
      cwd,
      started: (program) => {
        onceThere(join(cwd, 'alive'), () => program.kill('SIGINT'));
        program.stderr?.once('data', () => program.kill('SIGINT'));
      },
    });
    expect(stderr).toBe(
      'it is being stopped; Ctrl-C once more ends it at once, without a result\n',
    );
    expect(code).toBe(130);
  });

  it('does not outlive the program', async () => {
    const cwd = folderWith({ 'endless.mjs': ENDLESS });
    const alive = join(cwd, 'alive');
    await fencepost(['check', 'endless.mjs'], {
      cwd,
      started: (program) => onceThere(alive, () => program.kill('SIGTERM')),
    });
    await pause(500);
    const last = readFileSync(alive, 'utf8');
    await pause(500);
    expect(readFileSync(alive, 'utf8')).toBe(last);
  });
});

it('a guard that never ends does not outlive a program that is killed with -9', async () => {
  const cwd = folderWith({ 'endless.mjs': ENDLESS });
  const alive = join(cwd, 'alive');
  await fencepost(['check', 'endless.mjs'], {
    cwd,
    // By then it is watched.
    started: (program) => onceThere(alive, () => setTimeout(() => program.kill('SIGKILL'), 4000)),
  });
  await pause(500);
  const last = readFileSync(alive, 'utf8');
  await pause(500);
  expect(readFileSync(alive, 'utf8')).toBe(last);
});

it('a spec file that is never loaded to its end can be ended', async () => {
  const cwd = folderWith({
    'busy.mjs': "import { writeFileSync } from 'node:fs'; writeFileSync('alive', ''); for (;;);",
  });
  const began = Date.now();
  const { code, stdout } = await fencepost(['check', 'busy.mjs'], {
    cwd,
    started: (program) => onceThere(join(cwd, 'alive'), () => program.kill('SIGTERM')),
  });
  // Ended by the signal itself: no code.
  expect({ code, stdout }).toEqual({ code: null, stdout: '' });
  expect(Date.now() - began).toBeLessThan(20_000);
});

describe('a spec file that waits for ever while it is loaded', () => {
  it.each([['check'], ['show'], ['audit'], ['simulate']])('is an error: %s', async (command) => {
    const cwd = folderWith({ 'waits.mjs': 'await new Promise(() => {}); export default {};' });
    const { code, stderr } = await fencepost([command, 'waits.mjs'], { cwd });
    expect(stderr).toContain('a spec file awaits what never comes');
    expect(code).toBe(2);
  });
});

function onceThere(file: string, task: () => void): void {
  const waiting = setInterval(() => {
    if (!existsSync(file)) return;
    clearInterval(waiting);
    task();
  }, 50);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
