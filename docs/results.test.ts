/** docs/results.md says what the specs expect; that these find it, `npm run results` has seen. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Expectation } from '../checker/index.ts';
import { commandLine } from '../cli/testing/fencepost.ts';

interface Listed {
  readonly name: string;
  readonly expect: Expectation;
  readonly deep: { readonly constants: object; readonly expect: Expectation };
}

const page = readFileSync(join(import.meta.dirname, 'results.md'), 'utf8');
const [own = [], deep = []] = page.split('\n## Deep bounds\n').map(rowsOf);

/** The cells of each row but the headings. */
function rowsOf(text: string): string[][] {
  return [...text.matchAll(/^\| (`.*) \|$/gm)].map(([, cells = '']) => cells.split(' | '));
}

function expectedCells(expected: Expectation): string[] {
  const verdict =
    'property' in expected ? `${expected.verdict} ${expected.property}` : expected.verdict;
  const steps = 'steps' in expected ? String(expected.steps) : '';
  return [verdict, steps, (expected.distinct ?? 0).toLocaleString('en-US')];
}

describe('docs/results.md, which `npm run results` writes', async () => {
  const listed = JSON.parse((await commandLine(['list', '--json'])).stdout) as Listed[];

  it('has what every spec expects at its default bounds', () => {
    const cells = listed.map(({ name, expect: own }) => [`\`${name}\``, ...expectedCells(own)]);
    expect(own.map((row) => row.slice(0, 4))).toEqual(cells);
  });

  it('has what every spec expects at its deep bounds', () => {
    const cells = listed.map(({ name, deep: { constants, expect: own } }) => [
      `\`${name}\``,
      Object.entries(constants)
        .map((entry) => entry.join(' '))
        .sort(),
      ...expectedCells(own),
    ]);
    const found = deep.map(([spec, constants = '', ...others]) => [
      spec,
      constants.split(', ').sort(),
      ...others.slice(0, 3),
    ]);
    expect(found).toEqual(cells);
  });
});
