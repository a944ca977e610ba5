import { describe, expect, it } from 'vitest';
import { byteSize, duration, positiveSeconds, positiveWhole, rounded, short } from './numbers.ts';

describe('numbers as people type them', () => {
  it('reads whole numbers, seconds and sizes', () => {
    expect(positiveWhole('1000000')).toBe(1_000_000);
    expect([positiveSeconds('30'), positiveSeconds('.5'), positiveSeconds('0.25')]).toEqual([
      30, 0.5, 0.25,
    ]);
    expect([
      byteSize('512M'),
      byteSize('4G'),
      byteSize('1kb'),
      byteSize('2GiB'),
      byteSize('7'),
    ]).toEqual([512 * 2 ** 20, 4 * 2 ** 30, 1024, 2 * 2 ** 30, 7]);
  });

  it.each(['', '0', '-1', '1.5', '1e3', ' 1', '99999999999999999999'])(
    'no whole number: %j',
    (text) => {
      expect(() => positiveWhole(text)).toThrow('whole number above 0');
    },
  );

  it.each(['', '0', '-1', '1.', 'Infinity', '1s'])('no seconds: %j', (text) => {
    expect(() => positiveSeconds(text)).toThrow('seconds above 0');
  });

  it.each(['', '0', '0G', '-1G', 'G', '1.5G', '1X', '9999999T'])('no size: %j', (text) => {
    expect(() => byteSize(text)).toThrow('size above 0');
  });
});

describe('numbers as people read them', () => {
  it('keeps three digits of a rate', () => {
    expect([1_034_999, 694_321, 87.4].map(rounded)).toEqual(['1.03 million', '694 thousand', '87']);
    expect([1_034_999, 69_432, 874].map(short)).toEqual(['1.03M', '69k', '874']);
  });

  it('speaks of seconds, and of minutes once there are some', () => {
    expect([0.314, 12.36, 59.94, 200, 119.7].map(duration)).toEqual([
      '0.31 s',
      '12.4 s',
      '59.9 s',
      '3 min 20 s',
      '2 min 0 s',
    ]);
  });
});
