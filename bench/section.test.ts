import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withSection } from './section.ts';

const PAGE = 'before\n<!-- a: begin -->\nold\n<!-- a: end -->\nafter\n';

describe('withSection', () => {
  it('replaces what is between the comments, and nothing else', () => {
    const page = withSection(PAGE, 'a', 'new $&\n');
    expect(page).toBe('before\n<!-- a: begin -->\nnew $&\n<!-- a: end -->\nafter\n');
    expect(withSection(page, 'a', 'old\n')).toBe(PAGE);
  });

  it('refuses a page without them', () => {
    expect(() => withSection(PAGE, 'b', '')).toThrow(RangeError);
    expect(() => withSection(PAGE.replace('end', 'ends'), 'a', '')).toThrow(RangeError);
  });

  it.each(['bench', 'growth'])('finds the section %s of docs/performance.md', (name) => {
    const file = join(import.meta.dirname, '..', 'docs', 'performance.md');
    expect(() => withSection(readFileSync(file, 'utf8'), name, '')).not.toThrow();
  });
});
