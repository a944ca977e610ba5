import { describe, expect, it } from 'vitest';
import { RunError, readFencepost, readRumur, readSpin, readStateright } from './readings.ts';

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

const STATERIGHT =
  '{"distinct":737794,"transitions":1929153,"complete":true,"violated":[],"seconds":0.9409}\n';

describe('what the tools print', () => {
  it('is read as the same counts', () => {
    const counts = { distinct: 737794, transitions: 1929153 };
    expect(readFencepost(`${JSON.stringify(FENCEPOST)}\n`)).toEqual({
      ...counts,
      searchSeconds: 0.75,
    });
    expect(readRumur(RUMUR)).toEqual({ ...counts, searchSeconds: null });
    expect(readSpin(SPIN)).toEqual({ ...counts, searchSeconds: 0.96 });
    expect(readStateright(STATERIGHT)).toEqual({ ...counts, searchSeconds: 0.9409 });
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
    expect(() => readStateright(STATERIGHT.replace('[]', '["weak-isr"]'))).toThrow(RunError);
    expect(() => readStateright(STATERIGHT.replace('true', 'false'))).toThrow(RunError);
    expect(() => readStateright(STATERIGHT.replace('737794', '"all"'))).toThrow(
      'Stateright printed no counts',
    );
  });

  it.each([readFencepost, readRumur, readSpin, readStateright])(
    'is refused when it is nothing: %o',
    (read) => {
      expect(() => read('')).toThrow('it printed nothing');
    },
  );
});
