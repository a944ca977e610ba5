/** Where the logs of a leader and a follower part, and what the follower makes of it. */
import { describe, expect, it } from 'vitest';
import { divergence, truncationOffset } from './divergence.ts';

/** A log whose records have these epochs. */
const logOf = (...epochs: number[]) => epochs.map((epoch, id) => ({ id, epoch }));

/** To which offset a follower truncates in the end, fetch by fetch, until the leader has what it has. */
function agreement(leader: readonly number[], follower: readonly number[]): number {
  const log = logOf(...follower);
  for (let fetches = 0; fetches <= follower.length; fetches++) {
    const diverging = divergence(logOf(...leader), log.length, log.at(-1)?.epoch ?? -1);
    if (diverging === null) return log.length;
    const offset = truncationOffset(log, diverging);
    expect(offset).toBeLessThan(log.length);
    log.length = offset;
  }
  throw new Error('it goes on for ever');
}

describe('a follower truncates to where the logs agree', () => {
  it.each([
    [[1], [1], 1],
    [[1, 1], [1], 1],
    [[2], [1], 0],
    [[1, 2], [1, 1], 1],
    [[1, 1, 3], [1, 1, 2, 2], 2],
    [[3], [1, 2], 0],
    [[1, 3], [1, 2, 2], 1],
    [[1, 4], [2, 3], 0],
    [[1], [], 0],
  ])('leader %j, follower %j: to offset %i', (leader, follower, offset) => {
    expect(agreement(leader, follower)).toBe(offset);
  });

  it('says where they part at the latest', () => {
    expect(divergence(logOf(2), 1, 1)).toEqual({ offset: 0, epoch: 1 });
    expect(divergence(logOf(1, 3), 2, 2)).toEqual({ offset: 1, epoch: 1 });
    expect(divergence(logOf(1, 1), 3, 1)).toEqual({ offset: 2, epoch: 1 });
    expect(divergence(logOf(1, 1), 3, 2)).toEqual({ offset: 2, epoch: 1 });
  });
});
