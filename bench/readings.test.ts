import { describe, expect, it } from 'vitest';
import { RunError, readFencepost, readRumur, readSpin, requireCounts } from './readings.ts';
import { SIZES } from './sizes.ts';

const FENCEPOST = {
  spec: 'replication/kip-320',
  verdict: 'holds',
  property: null,
  expected: null,
  states: { distinct: 737794, transitions: 1929153, depth: 26, complete: true },
  seconds: 0.75,
};

const RUMUR = `
Progress Report:

\t 10000 states explored in 0s, with 21708 rules fired and 5628 states in the queue.
\t 730000 states explored in 3s, with 1897334 rules fired and 13078 states in the queue.

==========================================================================

Status:

\tNo error found.

State Space Explored:

\t737794 states, 1929153 rules fired in 3s.
`;

const SPIN = `
(Spin Version 6.5.2 -- 6 December 2019)
\t+ Breadth-First Search

Full statespace search for:
\tnever claim         \t- (none specified)
\tassertion violations\t+

State-vector 44 byte, depth reached 25, errors: 0
   737794 states, stored
\t  737794 nominal states (stored-atomic)
  1191360 states, matched
  1929154 transitions (= stored+matched)
        0 atomic steps

pan: elapsed time 0.96 seconds
pan: rate 768535.42 states/second
`;

describe('what the tools print', () => {
  it('is read as the same counts', () => {
    const counts = { distinct: 737794, transitions: 1929153 };
    expect(readFencepost(`${JSON.stringify(FENCEPOST)}\n`)).toEqual({
      ...counts,
      searchSeconds: 0.75,
    });
    expect(readRumur(RUMUR)).toEqual({ ...counts, searchSeconds: null });
    expect(readSpin(SPIN)).toEqual({ ...counts, searchSeconds: 0.96 });
  });

  it('may be a number in exponential notation', () => {
    const huge = SPIN.replace(/737794 states, stored/, '1.2345e+08 states, stored');
    expect(readSpin(huge).distinct).toBe(123450000);
  });

  it('is refused when the model does not hold, or was not searched to its end', () => {
    const violated = { ...FENCEPOST, verdict: 'violated' };
    const cut = { ...FENCEPOST, states: { ...FENCEPOST.states, complete: false } };
    expect(() => readFencepost(JSON.stringify(violated))).toThrow(RunError);
    expect(() => readFencepost(JSON.stringify(cut))).toThrow(RunError);
    expect(() => readRumur(RUMUR.replace('No error found.', '1 error(s) found.'))).toThrow(
      RunError,
    );
    expect(() => readRumur(RUMUR.slice(0, RUMUR.indexOf('State Space')))).toThrow(RunError);
    expect(() => readSpin(SPIN.replace('errors: 0', 'errors: 1'))).toThrow(RunError);
    expect(() => readSpin(SPIN.replace('Full statespace', 'Bit statespace'))).toThrow(RunError);
  });

  it.each([readFencepost, readRumur, readSpin])('is refused when it is nothing: %o', (read) => {
    expect(() => read('')).toThrow('it printed nothing');
  });
});

describe('requireCounts', () => {
  const [size] = SIZES;
  const right = { distinct: 737794, transitions: 1929153, searchSeconds: null };

  it('accepts only the whole state space', () => {
    if (size === undefined) throw new Error('there is no size');
    expect(() => requireCounts('Rumur', size, right)).not.toThrow();
    expect(() => requireCounts('Rumur', size, { ...right, distinct: 737793 })).toThrow(
      'Rumur counts 737793 distinct states',
    );
    expect(() => requireCounts('SPIN', size, { ...right, transitions: 1 })).toThrow(RunError);
  });
});
