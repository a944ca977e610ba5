import { describe, expect, it } from 'vitest';
import { requireCounts } from './counting.ts';
import { RunError } from './readings.ts';
import { SIZES } from './sizes.ts';

const [size] = SIZES;
if (size === undefined) throw new Error('there is no size');
const states = { distinct: 737794, transitions: 1929153 };
const orbits = { distinct: 123311, transitions: 322594 };

describe('requireCounts', () => {
  it('accepts only the whole state space', () => {
    expect(() => requireCounts('Rumur', size, states, 'states')).not.toThrow();
    expect(() => requireCounts('Rumur', size, { ...states, distinct: 737793 }, 'states')).toThrow(
      'Rumur counts 737793 distinct states',
    );
    expect(() => requireCounts('SPIN', size, { ...states, transitions: 1 }, 'states')).toThrow(
      RunError,
    );
    expect(() => requireCounts('SPIN', size, orbits, 'states')).toThrow(RunError);
  });

  it('accepts with symmetry only the orbits', () => {
    expect(() => requireCounts('Fencepost sym', size, orbits, 'orbits')).not.toThrow();
    expect(() =>
      requireCounts('Fencepost sym', size, { ...orbits, distinct: 123312 }, 'orbits'),
    ).toThrow('there are 123311 and 322594');
    expect(() => requireCounts('Fencepost sym', size, states, 'orbits')).toThrow(RunError);
  });

  it('accepts of a heuristic a few orbits twice, and never one too few', () => {
    const heuristic = { distinct: 123356, transitions: 322716 };
    const check = (found: typeof heuristic) => () =>
      requireCounts('Rumur sym', size, found, 'nearly-orbits');
    expect(check(heuristic)).not.toThrow();
    expect(check(orbits)).not.toThrow();
    expect(check({ ...heuristic, distinct: 123310 })).toThrow('there are 123311 orbits');
    expect(check({ ...heuristic, transitions: 322593 })).toThrow(RunError);
    expect(check({ ...heuristic, distinct: 124545 })).toThrow('at most 1 percent more');
    expect(check(states)).toThrow(RunError);
  });
});
