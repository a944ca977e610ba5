import { describe, expect, it } from 'vitest';
import { figureOf, type Growth } from './growthFigures.ts';
import { growthPlot } from './growthPlot.ts';

const GROWTH: Growth = {
  command: 'check --workers <1 or 2>',
  machine: { cpu: 'A & B', cores: 2, node: 'v20', load: 3 },
  figures: [1e4, 1e5, 1e6].flatMap((distinct, index) =>
    [1, 2].map((workers) => {
      const run = {
        wallSeconds: distinct / 1e5 / workers,
        peakBytes: (60 * distinct) / 10 ** index,
      };
      return figureOf({ maxLeaderEpoch: index, distinct }, workers, [run]);
    }),
  ),
};

describe('growthPlot', () => {
  const svg = growthPlot(GROWTH);
  const points = [...svg.matchAll(/<circle class="mark one" cx="([\d.]+)" cy="([\d.]+)"/g)].map(
    ([, x, y]) => ({ x: Number(x), y: Number(y) }),
  );
  // The first is the legend's.
  const time = points.slice(1, 4);
  const memory = points.slice(4);

  it('has a mark for each figure in each panel, and one in the legend', () => {
    expect(points).toHaveLength(7);
    expect(svg.match(/<rect class="mark two"/g)).toHaveLength(7);
  });

  it('goes right by decades', () => {
    const [a, b, c] = time.map(({ x }) => x);
    expect(Number(b) - Number(a)).toBeCloseTo(Number(c) - Number(b), 0);
    expect(b).toBeGreaterThan(Number(a));
  });

  it('draws the same cost a state level, and less of it lower', () => {
    expect(new Set(time.map(({ y }) => y)).size).toBe(1);
    expect(memory.map(({ y }) => y)).toEqual(memory.map(({ y }) => y).sort((a, b) => a - b));
    expect(new Set(memory.map(({ y }) => y)).size).toBe(3);
  });

  it('stays on the picture', () => {
    for (const { x, y } of points) {
      expect(x > 0 && x < 800 && y > 0 && y < 410).toBe(true);
    }
    expect(svg).not.toContain('NaN');
  });

  it('says in words what it shows, as XML', () => {
    expect(svg).toContain('check --workers &lt;1 or 2&gt;. A &amp; B, 2 cores, load 3.0 before');
    expect(svg).toContain('100,000 states, 2 workers: 0.5 s, 5.00 s a million states');
    expect(svg.match(/<text /g)?.length).toBe(svg.match(/<\/text>/g)?.length);
  });
});
