import { describe, expect, it } from 'vitest';
import { descendants, peakTogether, readOwnMemory, readParent, samplePeaks } from './memory.ts';

describe('descendants', () => {
  it('are children, and theirs', () => {
    const parentOf = new Map([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 1],
    ]);
    expect(descendants(2, parentOf)).toEqual([3, 4]);
    expect(descendants(5, parentOf)).toEqual([]);
  });
});

describe('what /proc says', () => {
  it('names the parent, whatever the name of the process', () => {
    expect(readParent('12 (node) S 34 12 12 0 -1\n')).toBe(34);
    expect(readParent('12 (a) R 9 (b) Z 34 12 12 0 -1\n')).toBe(34);
    expect(readParent('')).toBe(0);
  });

  it('has the memory of its own, in kibibytes, while the process lives', () => {
    expect(readOwnMemory('VmRSS:\t  900 kB\nRssAnon:\t     2 kB\nRssFile:\t 9 kB\n')).toBe(2048);
    expect(readOwnMemory('Name:\tnode\nState:\tZ (zombie)\n')).toBe(0);
  });

  it.runIf(process.platform === 'linux')('is read of every descendant', () => {
    const peaks = new Map<number, number>();
    samplePeaks(process.ppid, peaks);
    expect(peaks.get(process.pid)).toBeGreaterThan(2 ** 20);
    peaks.set(process.pid, Number.MAX_SAFE_INTEGER);
    samplePeaks(process.ppid, peaks);
    expect(peaks.get(process.pid)).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('peakTogether', () => {
  it('replaces the largest sample only', () => {
    const peaks = new Map([
      [1, 50],
      [2, 700],
      [3, 8],
    ]);
    expect(peakTogether(1000, peaks)).toBe(1058);
  });

  it('needs no sample of a short run', () => {
    expect(peakTogether(1000, new Map())).toBe(1000);
  });
});
