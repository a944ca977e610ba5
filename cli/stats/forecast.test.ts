import { describe, expect, it } from 'vitest';
import { forecaster } from './forecast.ts';

/** Past the peak: the rest is 545 states if the fitted line is right. */
const SIZES = [512, 4096, 16384, 32768, 32768, 16384, 4096];
const LEVELS = { sizes: SIZES, whole: 7 };
const FOUND = SIZES.reduce((sum, size) => sum + size);
const NO_LIMITS = { maxStates: null, maxDepth: null, timeoutSeconds: null };

const counts = (expanded: number) => ({
  distinct: FOUND,
  frontier: FOUND - expanded,
  transitions: 0,
  depth: 7,
});

describe('the forecast of a search', () => {
  it('is of the states that are still to be expanded, at the speed of before', () => {
    const forecast = forecaster(NO_LIMITS)(LEVELS, counts(100_000), 10);
    expect(forecast?.states).toEqual({ low: FOUND + 191, high: FOUND + 872 });
    expect(forecast?.seconds?.low).toBeCloseTo((FOUND + 191 - 100_000) / 10_000);
    expect(forecast?.seconds?.high).toBeCloseTo((FOUND + 872 - 100_000) / 10_000);
  });

  it('is between the speed of late and that of all the time', () => {
    const ask = forecaster(NO_LIMITS);
    ask(LEVELS, counts(60_000), 10);
    ask(LEVELS, counts(80_000), 16);
    const forecast = ask(LEVELS, counts(90_000), 20);
    expect(forecast?.seconds?.low).toBeCloseTo((FOUND + 191 - 90_000) / 4500);
    expect(forecast?.seconds?.high).toBeCloseTo((FOUND + 872 - 90_000) / 2500);
  });

  it('has no time where the range is too wide, unless the end is near', () => {
    const wide = forecaster(NO_LIMITS)(LEVELS, counts(FOUND), 100);
    expect(wide?.seconds).not.toBeNull();
    const slow = forecaster(NO_LIMITS)(LEVELS, counts(FOUND), 10_000);
    expect(slow?.states.high).toBe(FOUND + 872);
    expect(slow?.seconds).toBeNull();
  });

  it('ends where a limit does', () => {
    const most = forecaster({ ...NO_LIMITS, maxStates: FOUND + 5 })(LEVELS, counts(100_000), 10);
    expect(most?.states).toEqual({ low: FOUND + 5, high: FOUND + 5 });
    const timeout = { ...NO_LIMITS, timeoutSeconds: 10.5 };
    expect(forecaster(timeout)(LEVELS, counts(100_000), 10)?.seconds).toEqual({
      low: 0.5,
      high: 0.5,
    });
    const deepest = forecaster({ ...NO_LIMITS, maxDepth: 8 })(LEVELS, counts(100_000), 10);
    expect(deepest?.states.high).toBe(FOUND + Math.round(512 * 1.6));
  });

  it('is none where the levels do not tell', () => {
    expect(forecaster(NO_LIMITS)({ sizes: [1, 2, 4], whole: 3 }, counts(3), 1)).toBeNull();
  });
});
