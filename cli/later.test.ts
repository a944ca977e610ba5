import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { later } from './later.ts';

const DAY_MS = 24 * 3600 * 1000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('waits as long as it is to, also for longer than a timer of Node.js can', () => {
  for (const days of [1e-6, 24, 25, 60]) {
    const task = vi.fn();
    later((days * DAY_MS) / 1000, task);
    vi.advanceTimersByTime(days * DAY_MS - 10);
    expect(task, `${days}`).not.toHaveBeenCalled();
    vi.advanceTimersByTime(20);
    expect(task, `${days}`).toHaveBeenCalledTimes(1);
  }
});

it('is called off, also after a while', () => {
  const task = vi.fn();
  const callOff = later(3600 * 24 * 60, task);
  vi.advanceTimersByTime(30 * DAY_MS);
  callOff();
  vi.advanceTimersByTime(60 * DAY_MS);
  expect(task).not.toHaveBeenCalled();
});
