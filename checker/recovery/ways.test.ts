import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWays, keepEdge, markReaching } from './ways.ts';

const NODES = 12;
const node = fc.nat({ max: NODES - 1 });

/** The nodes from which one of these can be reached, by relaxing every edge until nothing changes. */
function reaching(
  edges: readonly (readonly [number, number])[],
  goals: readonly number[],
): boolean[] {
  const reaches = Array.from({ length: NODES }, (_, at) => goals.includes(at));
  for (let round = 0; round < NODES; round++)
    for (const [from, to] of edges) if (reaches[to] === true) reaches[from] = true;
  return reaches;
}

describe('from where something can be reached', () => {
  it('is found in whatever order the nodes are looked at', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(node, node), { maxLength: 30 }),
        fc.array(node, { maxLength: 3 }),
        fc.shuffledSubarray([...Array(NODES).keys()], { minLength: NODES }),
        (edges, goals, order) => {
          const ways = createWays(NODES, 1e6);
          if (ways === null) throw new Error('no memory');
          for (const from of order) {
            const next = edges.flatMap(([one, to]) => (one === from ? [to] : []));
            const isDone = goals.includes(from) || next.some((to) => ways.reaches[to] === 1);
            if (isDone) markReaching(ways, from);
            else for (const to of next) expect(keepEdge(ways, from, to)).toBe(true);
          }
          expect([...ways.reaches].map((reaches) => reaches === 1)).toEqual(reaching(edges, goals));
        },
      ),
    );
  });

  it('takes no more memory than is left', () => {
    const edges = 5_000;
    expect(createWays(edges, 20_000)).toBe(null);
    const kept = (maxBytes: number): number => {
      const ways = createWays(edges, maxBytes);
      if (ways === null) throw new Error('no memory');
      let count = 0;
      while (count < edges && keepEdge(ways, count, 0)) count += 1;
      return count;
    };
    expect(kept(100_000)).toBe(4_096);
    expect(kept(200_000)).toBe(edges);
  });
});
