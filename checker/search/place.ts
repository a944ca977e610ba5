/** Where in the source of a model something was thrown. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** This program: `checker/` in the sources, and `dist/`, where there are only compiled models that nobody has written, in it. */
const OWN = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
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
