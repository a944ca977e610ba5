import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { murphiModel } from './rumur.ts';
import { LARGE_SIZE } from './sizes.ts';

describe('murphiModel', () => {
  const template = readFileSync(join(import.meta.dirname, 'peers', 'kip-320.m.in'), 'utf8');

  it('fills in every constant', () => {
    const model = murphiModel(template, LARGE_SIZE);
    expect(model).not.toContain('@');
    expect(model.match(/^ {2}[A-Z]+: +\d+;/gm)?.map((line) => line.replace(/ +/g, ' '))).toEqual([
      ' REPLICAS: 3;',
      ' LOGSIZE: 2;',
      ' MAXRECORDS: 2;',
      ' MAXEPOCH: 3;',
    ]);
  });
});
