import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beside, brokenUp, fill, wrap } from './layout.ts';

const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 });

describe('wrap', () => {
  it('keeps every word in order, and every line within the width', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 16, max: 60 }), (parts, width) => {
        const lines = wrap(parts.join(' '), width, '  ');
        expect(lines.every((line) => line.length <= width)).toBe(true);
        expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(parts);
      }),
    );
  });
});

describe('fill', () => {
  it('counts the separator that stays at the end of a line', () => {
    expect(fill(['aaaa', 'bbbb', 'cc'], 10, '  ', ', ')).toEqual(['aaaa,', '  bbbb, cc']);
    expect(fill(['aaaa', 'bbbb', 'cc'], 11, '  ', ', ')).toEqual(['aaaa, bbbb,', '  cc']);
  });
});

describe('brokenUp', () => {
  it('breaks outside of brackets first, then after commas, then anywhere', () => {
    const text = 'isr {b1, b2, b3} -> {b1, b2}';
    expect(brokenUp(text, 28, '  ')).toEqual([text]);
    expect(brokenUp(text, 20, '  ')).toEqual(['isr {b1, b2, b3} ->', '  {b1, b2}']);
    expect(brokenUp(text, 11, '  ')).toEqual(['isr', '  {b1, b2,', '  b3}', '  ->', '  {b1, b2}']);
  });
});

it('puts a label before the first line only', () => {
  expect(beside('Why', ['one', 'two'], 6)).toEqual(['Why   one', '      two']);
});
