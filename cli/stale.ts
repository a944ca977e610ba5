/**
 * Whether the compiled program is older than the sources beside it. It would judge the models as they were, and call a
 * change safe that it has not seen.
 */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isTest } from './specs/catalogue.ts';

/** What is compiled into the program that checks. */
const FOLDERS = ['model', 'specs', 'checker', 'cli'];
/** Written before any other source is read: what changes meanwhile is newer. */
const FIRST_BUILT = path.join('dist', 'cli', 'main.cjs');

/** A source of the package that has changed since it was built, or null. A published package has no sources. */
export function staleSource(root: string): string | null {
  const built = changedAt(path.join(root, FIRST_BUILT));
  for (const folder of FOLDERS)
    for (const file of sourcesIn(path.join(root, folder)))
      if (changedAt(path.join(root, folder, file)) > built) return path.join(folder, file);
  return null;
}

function sourcesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !isTest(file),
    );
  } catch {
    return [];
  }
}

/** When a file was written, in milliseconds; never, where there is none. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}
