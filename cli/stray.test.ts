/** Spec files that do more than to be imported: they end the program, throw later, print, or leave something behind. */
import { describe, expect, it } from 'vitest';
import { fencepost, oneLine } from './testing/fencepost.ts';
import { counterSpec, countersSpec, folderWith } from './testing/specs.ts';

/** Checked with no other spec, as JSON. */
async function checked(before: string, after = '') {
  const cwd = folderWith({ 'own.ts': `${before}${counterSpec()}${after}` });
  return fencepost(['check', 'own.ts', '--json'], { cwd });
}

/** Only in the process that searches. */
const SEARCHING = 'if (process.send)';
const THROW = "throw new Error('boom');";

describe('a spec file', () => {
  it.each([
    ['ends the program', 'process.exit(0);', 'process.exit(0) is called, at '],
    ['rejects what nobody awaits', "Promise.reject(new Error('boom'));", 'catches it: boom, at '],
    ['throws in a timer', `setTimeout(() => { ${THROW} });`, 'catches it: boom, at '],
  ])('%s: no success, and not another verdict', async (_, text, message) => {
    const { code, stdout, stderr } = await checked('', `\n${text}`);
    expect(oneLine(stderr)).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it.each([
    ['rejects what nobody awaits', `${SEARCHING} Promise.reject(new Error('boom'));`],
    ['throws in a timer', `${SEARCHING} setTimeout(() => { ${THROW} });`],
  ])('%s in the process that searches: a failure of that spec', async (_, text) => {
    const cwd = folderWith({ 'own.ts': countersSpec(text, '({ y }) => y < 1500') });
    const args = ['check', 'own.ts', '--json', '--workers', '1'];
    const { code, stdout } = await fencepost(args, { cwd });
    const { verdict, error } = JSON.parse(stdout);
    expect(verdict).toBeNull();
    expect(error.message).toMatch(/^boom, at .*own\.ts:4:\d+$/);
    expect(code).toBe(2);
  });

  it('changes the draft after an await: a failure of that spec, however short its search', async () => {
    const effect = 'draft.count += 1; void (async () => { await null; draft.count += 9; })();';
    const text = counterSpec({ below: 9 }).replace('draft.count += 1;', effect);
    const cwd = folderWith({ 'own.ts': text });
    const { code, stdout } = await fencepost(['check', 'own.ts', '--json'], { cwd });
    const { verdict, error } = JSON.parse(stdout);
    expect(verdict).toBeNull();
    expect(error.message).toMatch(/^count is \d+, which is not an integer from 0 to 5, at /);
    expect(code).toBe(2);
  });

  it.each([
    ['rejects what nobody awaits', "Promise.reject(new Error('boom'));", /^boom, at .*own\.ts:4:/],
    ['ends its thread', 'process.exit(0);', /^a thread of the search ended .*calls process\.exit$/],
  ])('%s in a thread of the search: a failure of that spec', async (_, text, message) => {
    const cwd = folderWith({
      'own.ts': countersSpec(`if (!isMainThread) ${text}`, '({ y }) => y < 1500'),
    });
    const { code, stdout } = await fencepost(['check', 'own.ts', '--json', '--workers', '2'], {
      cwd,
    });
    expect(JSON.parse(stdout).error.message).toMatch(message);
    expect(code).toBe(2);
  });

  it.each([
    ['check', 0],
    ['simulate', 1],
    ['show', 0],
    ['audit', 2],
  ])('keeps something open: %s ends all the same', async (command, expected) => {
    const cwd = folderWith({ 'own.ts': `setInterval(() => {}, 1000);${counterSpec()}` });
    const { code, stdout, stderr } = await fencepost([command, 'own.ts'], { cwd });
    expect(`${stdout}${stderr}`).toContain('counter');
    expect(code).toBe(expected);
  });

  it('prints: not into our output', async () => {
    const { code, stdout, stderr } = await checked(
      "process.stdout.write('noise\\n'); console.log('more');",
    );
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'violated' });
    expect(stderr).toContain('noise\nmore\n');
    expect(code).toBe(0);
  });
});

it('a command that is ended before its end is no success, however that came', async () => {
  const cwd = folderWith({ 'ends.cjs': 'setTimeout(process.exit, 20, 0);' });
  const { code, stderr } = await fencepost(['check', 'replication/kip-279'], {
    environment: { NODE_OPTIONS: `--require ${cwd}/ends.cjs` },
  });
  expect(stderr).toContain('error: the program was ended before its end');
  expect(code).toBe(2);
});

it('all of a long output arrives, although the program does not wait to be done', async () => {
  const { stdout } = await fencepost(['list', '--json']);
  expect(stdout.length).toBeGreaterThan(64 * 1024);
  expect(() => JSON.parse(stdout)).not.toThrow();
});

it('a process that searches and cannot be started is a failure of its spec', async () => {
  const cwd = folderWith({ 'gone.cjs': "process.execPath = '/nowhere/node';" });
  const { code, stdout, stderr } = await fencepost(
    ['check', 'replication/kip-101', 'replication/kip-279'],
    { environment: { NODE_OPTIONS: `--require ${cwd}/gone.cjs` } },
  );
  expect(stderr.match(/could not be checked: .* could not be started/g)).toHaveLength(2);
  expect(stdout).toContain('2 specs: 2 failed');
  expect(code).toBe(2);
});
