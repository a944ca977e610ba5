/** What `list` shows for words that are neither a name nor a folder: the specs that speak of all of them. */
import type { Spec } from '../../checker/index.ts';
import { EVERYTHING, isLoaded, isMereWord, trySpecs } from './select.ts';

/** The arguments, with the names of specs in place of words that these speak of; words that none speaks of are left. */
export async function searched(patterns: readonly string[]): Promise<readonly string[]> {
  const words = patterns.filter(isMereWord);
  if (words.length === 0) return patterns;
  const specs = (await trySpecs([EVERYTHING])).filter(isLoaded).map(({ spec }) => spec);
  const found = specs.filter((spec) => words.every((word) => speaksOf(spec, word)));
  if (found.length === 0) return patterns;
  const names = found.map(({ name }) => name);
  return patterns.flatMap((one) => (isMereWord(one) ? names.splice(0) : [one]));
}

function speaksOf({ name, title, about, tags }: Spec, word: string): boolean {
  const wanted = word.toLowerCase();
  return [name, title, about, ...tags].some((text) => text.toLowerCase().includes(wanted));
}
