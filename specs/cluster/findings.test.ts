/** What docs/findings.md says of the cluster beyond what the specs expect. */
import { describe, expect, it } from 'vitest';
import { resolveConstants } from '../../checker/index.ts';
import { summaryOf } from '../../model/testing/explore.ts';
import spec from './reelected-leader.ts';

describe('a leader that misses an epoch', () => {
  it('loses the record for good in 15 steps, with one move and one epoch more', () => {
    const chosen = { maxRecords: 1, leaderMoves: 3, maxLeaderEpoch: 3, controllerFailovers: 1 };
    const model = spec.build(resolveConstants(spec.constants, chosen));
    const { lengths } = summaryOf(model, { properties: ['committed-prefix-safe'] });
    expect(lengths).toEqual({ 'committed-prefix-safe': 15 + 1 });
  });
});
