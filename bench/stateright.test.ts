import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockedVersion } from './stateright.ts';

describe('the package for Stateright', () => {
  const read = (file: string): string =>
    readFileSync(join(import.meta.dirname, 'peers', 'stateright', file), 'utf8');

  it('is pinned to the version that its lock file has', () => {
    const [, pinned] = /^stateright = "=([\d.]+)"$/m.exec(read('Cargo.toml')) ?? [];
    expect(lockedVersion(read('Cargo.lock'), 'stateright')).toBe(`stateright ${pinned}`);
  });

  it('has no crate that its lock file does not name', () => {
    expect(() => lockedVersion(read('Cargo.lock'), 'state')).toThrow(RangeError);
  });
});
