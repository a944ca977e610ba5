/** README.md names every spec, with its title and what it expects. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Expectation } from '../checker/index.ts';
import { counted } from '../cli/render/layout.ts';
import { commandLine } from '../cli/testing/fencepost.ts';

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly expect: Expectation;
}

function rowOf({ name, title, expect: expected }: Listed): string {
  const steps = 'steps' in expected ? ` in ${counted(expected.steps ?? 0, 'step')}` : '';
  const verdict =
    'property' in expected
      ? `**${expected.property}** ${expected.verdict}${steps}`
      : `${expected.verdict}${steps}`;
  return `| \`${name}\` | ${title} | ${verdict} | ${expected.distinct?.toLocaleString('en-US')} |`;
}

it('has a row for each spec, as it is', async () => {
  const listed = JSON.parse((await commandLine(['list', '--json'])).stdout) as Listed[];
  const page = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const rows = page.match(/^\| `[a-z-]+\/.*\|$/gm) ?? [];
  expect(rows.toSorted()).toEqual(listed.map(rowOf).toSorted());
});
