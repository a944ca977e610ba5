/** docs/growth.svg and the table in docs/performance.md show the figures that docs/growth.json has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Growth, growthTable } from '../bench/growthFigures.ts';
import { growthPlot } from '../bench/growthPlot.ts';
import { GROWTH_SIZES } from '../bench/growthSizes.ts';
import { withSection } from '../bench/section.ts';

const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');

describe('docs/growth.json, which `npm run bench:growth` writes', () => {
  const growth = JSON.parse(read('growth.json')) as Growth;

  it('has every size, with one worker and with two', () => {
    const found = growth.figures.map(({ distinct, workers }) => [distinct, workers]);
    expect(found).toEqual(GROWTH_SIZES.flatMap(({ distinct }) => [1, 2].map((n) => [distinct, n])));
  });

  it('is what the picture shows', () => {
    expect(read('growth.svg')).toBe(growthPlot(growth));
  });

  it('is what the table says', () => {
    const page = read('performance.md');
    expect(page).toBe(withSection(page, 'growth', growthTable(growth)));
  });
});
