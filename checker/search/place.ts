/** Where in the source of a model something was thrown. */

/** This program: `checker/` in the sources, or `dist/`, where compiled models are that nobody has written as they stand. */
const OWN = folderOf(folderOf(import.meta.url)).replace(/^file:\/\//, '');
const FRAME = /^\s+at (?:.*\()?(?:file:\/\/)?((?:\/|[A-Za-z]:[\\/])[^()]*:\d+:\d+)\)?$/;

/**
 * The innermost line of a person's own file: `, at /specs/own.ts:12:7`, to be put after a message. Empty where there is none, as
 * in what was thrown without an `Error`.
 */
export function placeText(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const line of stack.split('\n')) {
    const place = FRAME.exec(line)?.[1];
    if (place === undefined || place.startsWith(OWN) || place.includes('node_modules')) continue;
    return `, at ${place}`;
  }
  return '';
}

/** By text alone: a program that was bundled into another one may have any address. */
function folderOf(url: string): string {
  return url.slice(0, url.lastIndexOf('/'));
}
