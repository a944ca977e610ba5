import { describe, expect, it } from 'vitest';
import { terminalOf } from './terminal.ts';

function streams(stderrIsTTY: boolean, environment: Readonly<Record<string, string>> = {}) {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text), isTTY: true, columns: 70 };
  return { written, stdout: stream, stderr: { ...stream, isTTY: stderrIsTTY }, environment };
}

describe('progress', () => {
  it('rewrites one line that fits the terminal', () => {
    const { written, ...to } = streams(true);
    terminalOf(to, true).progress('x'.repeat(200));
    terminalOf(to, true).progress(null);
    expect(written).toEqual([`\r\u001b[2K${'x'.repeat(69)}`, '\r\u001b[2K']);
  });

  it('leaves out the parts for which there is no room', () => {
    const { written, ...to } = streams(true);
    terminalOf(to, true).progress(`${'x'.repeat(40)}, ${'y'.repeat(20)}, ${'z'.repeat(20)}`);
    expect(written).toEqual([`\r\u001b[2K${'x'.repeat(40)}, ${'y'.repeat(20)}`]);
  });

  it('is silent where nobody watches', () => {
    const { written, ...to } = streams(false);
    terminalOf(to, true).progress('searching');
    expect(written).toEqual([]);
  });
});

describe('colour and width', () => {
  it.each<[Readonly<Record<string, string>>, boolean, boolean]>([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ TERM: 'dumb' }, true, false],
    [{ TERM: 'dumb', FORCE_COLOR: '1' }, true, true],
  ])('%j, --no-color %s', (environment, colour, coloured) => {
    const { paint } = terminalOf(streams(true, environment), colour);
    expect(paint.red('a') !== 'a').toBe(coloured);
  });

  it('is never wider than 100 columns, nor narrower than can be read', () => {
    const widthOf = (columns: number) => {
      const { stdout, ...rest } = streams(true);
      return terminalOf({ ...rest, stdout: { ...stdout, columns } }, true).width;
    };
    expect([20, 80, 200].map(widthOf)).toEqual([60, 80, 100]);
  });
});
