import { describe, expect, it } from 'vitest';
import { lockedVersion } from './stateright.ts';

/** As cargo writes it. */
const LOCK = `version = 4

[[package]]
name = "stateright-more"
version = "9.9.9"

[[package]]
name = "stateright"
version = "0.30.2"
dependencies = ["stateright-more"]
`;

describe('the version of a crate', () => {
  it('is that of the lock file', () => {
    expect(lockedVersion(LOCK, 'stateright')).toBe('stateright 0.30.2');
  });

  it('is an error where the lock file does not have it', () => {
    expect(() => lockedVersion(LOCK, 'state')).toThrow(RangeError);
  });
});
