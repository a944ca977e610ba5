/** What `list` shows for a word that is neither a name nor a folder: the specs that speak of it. */
import type { Spec } from '../../checker/index.ts';
import { EVERYTHING, isLoaded, isMereWord, trySpecs } from './select.ts';

/** The arguments, with the names of specs in place of words that these speak of; a word that none speaks of is left. */
export async function searched(patterns: readonly string[]): Promise<readonly string[]> {
  if (!patterns.some(isMereWord)) return patterns;
  const specs = (await trySpecs([EVERYTHING])).filter(isLoaded).map(({ spec }) => spec);
  return patterns.flatMap((pattern) => {
    const found = isMereWord(pattern) ? specs.filter((spec) => speaksOf(spec, pattern)) : [];
    return found.length === 0 ? [pattern] : found.map(({ name }) => name);
  });
}

function speaksOf({ name, title, about, tags }: Spec, word: string): boolean {
  const wanted = word.toLowerCase();
  return [name, title, about, ...tags].some((text) => text.toLowerCase().includes(wanted));
}
