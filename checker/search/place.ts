/** What a model threw, and where in its source. */
import { setHint } from '../system/strict.ts';

/** This program: `checker/` in the sources, or `dist/`, where compiled models are that nobody has written as they stand. */
const OWN = folderOf(folderOf(import.meta.url)).replace(/^file:\/\//, '');
/** Nobody's own file is in one of these; a spec in a clone may import the engine's sources. */
const SKIPPED = [`${OWN}/`, `${folderOf(OWN)}/checker/`];
const FRAME = /^\s+at (?:[^(]* \()?(?:file:\/\/)?((?:\/|[A-Za-z]:[\\/]).*:\d+:\d+)\)?$/;

/**
 * The innermost line of a person's own file: `, at /specs/own.ts:12:7`, to be put after a message. Empty where there is none, as
 * in what was thrown without an `Error`.
 */
export function placeText(error: unknown): string {
  const places = stackOf(error)
    .split('\n')
    .flatMap((line) => FRAME.exec(line)?.[1] ?? []);
  const own = places.find(
    (place) =>
      !place.includes('/node_modules/') && !SKIPPED.some((folder) => place.startsWith(folder)),
  );
  return own === undefined ? '' : `, at ${own}`;
}

/** Its own, or that of a person who has changed it. */
function stackOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack) : '';
  } catch {
    return '';
  }
}

/** What V8 says of an assignment to what a view does not have. */
const NO_PLACE = /Cannot add property (.+), object is not extensible/;

function unknownText(name: string): string {
  return /^\d+$/.test(name)
    ? ' (an item of a map or list is replaced by put(container, key, item))'
    : ` (the state has no '${name}' there: is it misspelt?)`;
}

/** What was thrown, in words, and where. */
export function thrownText(error: unknown): string {
  try {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const unknown = NO_PLACE.exec(why)?.[1];
    const said = why + (unknown === undefined ? setHint(why) : unknownText(unknown));
    return said + placeText(error);
  } catch {
    return 'something that cannot be shown';
  }
}

/** By text alone: a program that was bundled into another one may have any address. */
function folderOf(url: string): string {
  return url.slice(0, url.lastIndexOf('/'));
}
