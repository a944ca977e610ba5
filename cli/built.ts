/** What the program that runs was built from, and when: it must judge the models as they are, and all of it the same ones. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { PACKAGE } from './paths.ts';
import { isTest } from './specs/catalogue.ts';

/** What is compiled into the program that checks. */
const FOLDERS = ['model', 'specs', 'checker', 'cli'];
/** Written before any other source is read: what changes meanwhile is newer. */
const FIRST_BUILT = path.join('dist', 'cli', 'main.cjs');

/** When the program was built: another one is other code. */
export function builtAt(): number {
  return changedAt(path.join(PACKAGE, FIRST_BUILT));
}

/**
 * A source that has changed since a package was built, or null: the program would judge the models as they were, and call a
 * change safe that it has not seen. A published package has no sources.
 */
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

/** When a file was written, in milliseconds; 0 where there is none. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
