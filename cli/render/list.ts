/** The table of specs: name, expected verdict, title. */
import type { Paint } from '../terminal.ts';
import type { ListedSpec } from './json.ts';
import { beside, widest, wrap } from './layout.ts';

export function listLines(specs: readonly ListedSpec[], width: number, paint: Paint): string[] {
  const names = widest(['spec', ...specs.map(({ name }) => name)]) + 2;
  const verdicts = widest(['expected', ...specs.map(({ expect }) => expect.verdict)]) + 2;
  const left = names + verdicts;
  return [
    paint.dim(`${'spec'.padEnd(names)}${'expected'.padEnd(verdicts)}title`),
    ...specs.flatMap(({ name, expect, title }) => {
      const { verdict } = expect;
      const colour = verdict === 'holds' ? paint.green : paint.red;
      const [first = '', ...rest] = beside('', wrap(title, width - left), left);
      return [name.padEnd(names) + colour(verdict.padEnd(verdicts)) + first.slice(left), ...rest];
    }),
  ];
}
