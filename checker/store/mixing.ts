/** Mixing as in MurmurHash3. */

/** A hash of what came before and of one more number. */
export function mixed(hash: number, number: number): number {
  const product = Math.imul(number, 0xcc9e2d51);
  const both = hash ^ Math.imul((product << 15) | (product >>> 17), 0x1b873593);
  return (Math.imul((both << 13) | (both >>> 19), 5) + 0xe6546b64) | 0;
}

/** Every bit of a hash spread over all of them. */
export function finished(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
