/** Whose log is further. */
import { expect, it } from 'vitest';
import { isUpToDate } from './metadataLog.ts';

/** A log whose records have these epochs. */
const logOf = (...epochs: number[]) => epochs.map((epoch, id) => ({ id, epoch }));

it('compares logs by the last epoch, and then by length', () => {
  expect(isUpToDate(logOf(2), logOf(1, 1, 1))).toBe(true);
  expect(isUpToDate(logOf(1, 1, 1), logOf(2))).toBe(false);
  expect(isUpToDate(logOf(1, 1), logOf(1, 1))).toBe(true);
  expect(isUpToDate(logOf(1), logOf(1, 1))).toBe(false);
  expect(isUpToDate(logOf(), logOf())).toBe(true);
});
