/** The table of specs: name, expected verdict, title, tags; and which of them have a deep profile. */
import type { Paint } from '../terminal.ts';
import type { ListedSpec } from './json.ts';
import { beside, widest, wrap } from './layout.ts';

export function listLines(specs: readonly ListedSpec[], width: number, paint: Paint): string[] {
  const names = widest(['spec', ...specs.map(({ name }) => name)]) + 2;
  const verdicts = widest(['expected', ...specs.map(({ expect }) => expect.verdict)]) + 2;
  const left = names + verdicts;
  return [
    paint.dim(`${'spec'.padEnd(names)}${'expected'.padEnd(verdicts)}title [tags]`),
    ...specs.flatMap(({ name, expect, title, tags }) => {
      const { verdict } = expect;
      const colour = verdict === 'holds' ? paint.green : paint.red;
      const [first = '', ...rest] = beside('', wrap(title, width - left), left);
      return [
        name.padEnd(names) + colour(verdict.padEnd(verdicts)) + first.slice(left),
        ...rest,
        ...tagLines(tags, left, width).map((line) => paint.dim(line)),
      ];
    }),
    '',
    ...wrap(deepText(specs), width).map((line) => paint.dim(line)),
  ];
}

function tagLines(tags: readonly string[], left: number, width: number): string[] {
  return tags.length === 0 ? [] : beside('', wrap(`[${tags.join(', ')}]`, width - left, ' '), left);
}

function deepText(specs: readonly ListedSpec[]): string {
  const without = specs.filter(({ deep }) => deep === null).map(({ name }) => name);
  if (without.length === 0) return 'Each has a deep profile, larger bounds for check --deep.';
  if (without.length === specs.length) return 'None has a deep profile, for check --deep.';
  return `Each has a deep profile, larger bounds for check --deep, but for ${without.join(', ')}.`;
}
