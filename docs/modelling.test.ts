import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..');
const MAIN = join(ROOT, 'dist/cli/main.js');
const page = readFileSync(join(import.meta.dirname, 'modelling.md'), 'utf8');

describe('docs/modelling.md', () => {
  // Inside the package, so that `import ... from 'fencepost'` means this package.
  const folder = join(ROOT, 'dist/modelling');
  const spec = join(folder, 'fenced-lock.ts');

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    const blocks = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => match[1]);
    writeFileSync(spec, blocks.join('\n'));
    const config = { extends: '../../tsconfig.json', include: ['fenced-lock.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('compiles under the strictest settings', async () => {
    const compiler = join(ROOT, 'node_modules/.bin/tsc');
    const result = await run(compiler, ['-p', folder]).catch((failure: unknown) => failure);
    expect(result).toMatchObject({ stdout: '' });
  });

  it('is one spec that runs as the page says', async () => {
    const commands = [...page.matchAll(/^\$ fencepost check fenced-lock\.ts(.*)\n(.+)$/gm)];
    expect(commands).toHaveLength(3);
    for (const [, options = '', firstLine = ''] of commands) {
      const words = options.split(' ').filter((word) => word !== '');
      const { stdout } = await run('node', [MAIN, 'check', spec, ...words]);
      expect(stdout.split('\n')[0]).toBe(firstLine);
    }
  });

  it.each([[[]], [['--deep']]])(
    'expects the distinct states that the whole space has: %j',
    async (options) => {
      const words = [MAIN, 'check', spec, '--all', '--json', ...options];
      const { stdout } = await run('node', words);
      expect(JSON.parse(stdout)).toMatchObject({ expected: true, states: { complete: true } });
    },
  );
});
