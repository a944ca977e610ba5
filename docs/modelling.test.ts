import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..');
const MAIN = join(ROOT, 'dist/cli/main.cjs');
const VARY = 'Vary a Kafka model';
const whole = readFileSync(join(import.meta.dirname, 'modelling.md'), 'utf8');
/** The section about Kafka's models, which has a spec of its own; and all the rest, which is one spec. */
const vary = whole.split(/^(?=## )/m).find((section) => section.startsWith(`## ${VARY}\n`)) ?? '';
const page = whole.replace(vary, '');

function blocksOf(text: string): string[] {
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block = '']) => block);
}

describe('docs/modelling.md', () => {
  // Inside the package, so that `import ... from 'fencepost'` means this package.
  const folder = join(ROOT, 'dist/modelling');
  const spec = join(folder, 'fenced-lock.ts');
  const varied = join(folder, 'kafka-7128-undone.ts');

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(spec, blocksOf(page).join('\n'));
    // One folder deeper than `own/`, where the page puts it.
    writeFileSync(varied, blocksOf(vary).join('\n').replaceAll("'../", "'../../"));
    const config = { extends: '../../tsconfig.json', include: ['*.ts'] };
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

  it('varies a model of Kafka, which runs as the page says', async () => {
    const [, firstLine] = /^\$ fencepost check own\/.*\n(.+)$/m.exec(vary) ?? [];
    const { stdout } = await run('node', [MAIN, 'check', varied]);
    expect(stdout.split('\n')[0]).toBe(firstLine);
  });

  it('puts specs of your own where the type checker looks and git does not', () => {
    expect(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8')).toContain('"own"');
    expect(readFileSync(join(ROOT, '.gitignore'), 'utf8')).toMatch(/^\/own\/$/m);
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
