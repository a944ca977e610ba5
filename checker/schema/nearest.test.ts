import { describe, expect, it } from 'vitest';
import { editDistance, hint, nearest } from './nearest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['replicas', 'replica', 1],
    ['logSize', 'logSzie', 1],
    ['kitten', 'sitting', 3],
  ])('%s to %s', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('nearest', () => {
  it('takes the first of the closest, whatever the case', () => {
    expect(nearest('LOGSIZE', ['replicas', 'logSize', 'logsize'])).toBe('logSize');
  });

  it.each([
    ['R05', ['durability/acks-0', 'replication']],
    ['hw', ['later']],
    ['ab', ['cd']],
  ])('has nothing to say where nothing is near: %s', (name, known) => {
    expect(nearest(name, known)).toBeUndefined();
  });

  it.each([
    ['wh', ['with', 'hw'], 'hw'],
    ['isrExpnd', ['isrExpand'], 'isrExpand'],
    ['kip320', ['kip-279', 'kip-320'], 'kip-320'],
  ])('%s', (name, known, best) => {
    expect(nearest(name, known)).toBe(best);
  });

  it('has nothing to say where nothing is known', () => {
    expect(nearest('a', [])).toBeUndefined();
    expect(hint('a', [])).toBe('.');
  });
});
