import { describe, expect, it } from 'vitest';
import { readUsage } from './process.ts';

describe('readUsage', () => {
  it('reads user and system seconds, and the peak in kibibytes', () => {
    expect(readUsage('\n1.50 0.25 1024\n')).toEqual({ cpuSeconds: 1.75, largestBytes: 1048576 });
  });

  it('passes over what the process itself wrote', () => {
    expect(readUsage('9.00 9.00 9\nno newline\n0.01 0.00 2\n').largestBytes).toBe(2048);
  });

  it('refuses anything else', () => {
    expect(() => readUsage('time: cannot run pan: No such file or directory\n')).toThrow(
      'GNU time printed no',
    );
  });
});
