/** `check --save`: the counterexample as a file, with its text beside it. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fencepost } from './testing/fencepost.ts';
import { counterSpec, folderWith } from './testing/specs.ts';

const HOLDS = 'replication/async-isr';

describe('--save', () => {
  it('stores the counterexample with its text beside it, which replays', async () => {
    const folder = folderWith({ 'counter.ts': counterSpec() });
    const saved = await fencepost(['check', 'counter.ts', '--save', 'found.json'], { cwd: folder });
    expect(saved.code).toBe(0);
    const json: unknown = JSON.parse(readFileSync(path.join(folder, 'found.json'), 'utf8'));
    expect(json).toMatchObject({
      format: 1,
      spec: 'mine/counter',
      model: 'counter',
      constants: { top: 3 },
      property: 'small',
      claim: 'the count stays small',
      because: 'the count is 2',
      steps: [
        { step: 0, action: null, state: { count: 0 } },
        { step: 1, action: { name: 'Increment', params: {} }, state: { count: 1 } },
        { step: 2, action: { name: 'Increment', params: {} }, state: { count: 2 } },
      ],
    });
    const text = readFileSync(path.join(folder, 'found.txt'), 'utf8');
    const again = ['replay', 'found.json', '--spec', 'counter.ts'];
    const replayed = await fencepost(again, { cwd: folder });
    expect(replayed.stdout).toBe(`found.json still breaks small\n\n${text}\n`);
    expect(replayed.code).toBe(0);
  });

  it('prints the verdict and fails when it cannot write', async () => {
    const folder = folderWith({ 'counter.ts': counterSpec(), file: '' });
    mkdirSync(path.join(folder, 'folder.json'));
    for (const file of ['folder.json', 'file/found.json']) {
      const args = ['check', 'counter.ts', '--save', file];
      const { code, stdout, stderr } = await fencepost(args, { cwd: folder });
      expect(stdout).toMatch(/^VIOLATED small/);
      expect(stderr).toContain(`error: cannot write ${file}`);
      expect(code).toBe(2);
    }
  });

  it('makes the folder that it is to go to', async () => {
    const folder = folderWith({ 'counter.ts': counterSpec() });
    const args = ['check', 'counter.ts', '--save', 'some/where/found.json'];
    const { stderr } = await fencepost(args, { cwd: folder });
    expect(stderr).toContain('fencepost replay some/where/found.json');
    expect(existsSync(path.join(folder, 'some/where/found.json'))).toBe(true);
  });

  it('says before the search that there can be no folder', async () => {
    const folder = folderWith({ 'counter.ts': counterSpec(), file: '' });
    const args = ['check', 'counter.ts', '--save', 'file/there/found.json'];
    const { code, stdout, stderr } = await fencepost(args, { cwd: folder });
    expect(stderr).toContain('error: cannot write file/there/found.json: ENOTDIR');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('writes nothing when nothing was found', async () => {
    const folder = folderWith({});
    const { code, stderr } = await fencepost(['check', HOLDS, '--save', 'found.json'], {
      cwd: folder,
    });
    expect(stderr).toContain('there is no counterexample to save');
    expect(existsSync(path.join(folder, 'found.json'))).toBe(false);
    expect(code).toBe(0);
  });
});
