import { describe, expect, it } from 'vitest';
import type { ShownStep } from '../report.ts';
import { plainPaint } from '../terminal.ts';
import { traceLength, traceLines } from './trace.ts';

const start: ShownStep = {
  text: null,
  actor: null,
  fault: false,
  changes: [],
  lines: ['log: []', 'end: 0'],
  folded: ['log: []', 'end: 0'],
};

function step(change: Partial<ShownStep>): ShownStep {
  return {
    ...start,
    text: 'Write(leader: b1)',
    actor: 'b1',
    lines: ['log: [r0]', 'end: 0'],
    ...change,
  };
}

function lines(steps: readonly ShownStep[], width = 100, full = false): string[] {
  return traceLines(steps, { width, paint: plainPaint, full });
}

describe('traceLines', () => {
  it('shows the start in full, then a line a step', () => {
    const write = step({ changes: [{ path: 'log', before: '[]', after: '[r0]' }] });
    expect(lines([start, write])).toEqual([
      'At the start:',
      '    log: []',
      '    end: 0',
      '',
      '  #  who  step               what changes',
      '  1  b1   Write(leader: b1)  log: [] -> [r0]',
    ]);
  });

  it('keeps changes of one component together, and wraps them under their column', () => {
    const changes = ['leader', 'leaderEpoch', 'highWatermark', 'endOffset'].map((field) => ({
      path: `replicas[b1].${field}`,
      before: 'none at all',
      after: 'something',
    }));
    const column = ' '.repeat(26);
    expect(lines([start, step({ changes })], 80).slice(5)).toEqual([
      '  1  b1   Write(leader: b1)  replicas[b1]: leader none at all -> something,',
      `${column}     leaderEpoch none at all -> something,`,
      `${column}     highWatermark none at all -> something,`,
      `${column}     endOffset none at all -> something`,
    ]);
  });

  it('puts changes below the action where there is no room beside it', () => {
    const changes = [{ path: 'log', before: '[]', after: '[r0]' }];
    const text = `Write(${'x'.repeat(60)})`;
    expect(lines([start, step({ text, changes })]).slice(5)).toEqual([
      `  1  b1   ${text}`,
      '            log: [] -> [r0]',
    ]);
  });

  it('shows only what was added to a list that is too long to show twice', () => {
    const long = Array.from({ length: 12 }, (_, n) => `record${n}`);
    const change = {
      path: 'log',
      before: `[${long.join(', ')}]`,
      after: `[${long.join(', ')}, record99]`,
    };
    expect(lines([start, step({ changes: [change] })]).at(-1)).toMatch(/ {2}log: added record99$/);
  });

  it('marks faults, and says when nothing changes', () => {
    const crash = step({ text: 'Crash', fault: true });
    expect(lines([start, crash]).at(-1)).toBe('  1  b1   Crash [fault]  (nothing)');
  });

  it('leaves the column of actors out of a model without them', () => {
    const silent = step({ actor: null, changes: [{ path: 'end', before: '0', after: '1' }] });
    expect(lines([start, silent]).slice(-2)).toEqual([
      '  #  step               what changes',
      '  1  Write(leader: b1)  end: 0 -> 1',
    ]);
  });

  it('shows whole states on demand, with a star at what changed', () => {
    expect(lines([start, step({})], 100, true).slice(4)).toEqual([
      '  1  b1   Write(leader: b1)',
      '    * log: [r0]',
      '      end: 0',
    ]);
  });
});

it('counts steps and states', () => {
  expect([traceLength(1), traceLength(2), traceLength(9)]).toEqual([
    '0 steps (1 state)',
    '1 step (2 states)',
    '8 steps (9 states)',
  ]);
});
