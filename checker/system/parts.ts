/** Parts of what a person defines, for those who write without a type checker. */
import { hint } from '../schema/nearest.ts';

/**
 * What to say of a part that there is not: misspelt, it would be left out without a word. Null if all are known.
 * @param parts all that there can be
 */
export function unknownPart(given: object, parts: readonly string[]): string | null {
  const unknown = Object.keys(given).find((part) => !parts.includes(part));
  if (unknown === undefined) return null;
  return `has no '${unknown}'${hint(unknown, parts)} It can have ${parts.join(', ')}`;
}
