/** What rounds take of the memory. */
import { describe, expect, it } from 'vitest';
import { createShared, sharedBytes, sliceBytes } from './shared.ts';

const small = { members: 8, words: 3, actions: 10, instances: 50, properties: 2 };
const wide = { ...small, words: 64 };

describe('a round', () => {
  it.each([
    [small, Number.POSITIVE_INFINITY, 27e6],
    [wide, Number.POSITIVE_INFINITY, 35e6],
    [wide, 20e6, 21e6],
    [{ ...small, instances: 1_000_000 }, 20e6, 210e6],
  ])('of %j takes little, a slice for each member at least: of %d bytes', (sizes, bytes, most) => {
    const shared = createShared({ ...sizes, bytes });
    expect(shared.slices).toBeGreaterThanOrEqual(sizes.members);
    expect(sharedBytes(shared)).toBeLessThan(most);
    expect(sharedBytes(shared)).toBeGreaterThan(shared.slices * sliceBytes(sizes));
  });
});
