/** The specs that come with Fencepost: every module in its folder `specs/`, named for its path. */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { CODE, EXTENSION, PACKAGE } from '../paths.ts';

const SPECS = path.join(CODE, 'specs');

/** The names of all specs that come with Fencepost, in alphabetical order. */
export function builtInNames(): string[] {
  return readdirSync(SPECS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(EXTENSION) && !isTest(file))
    .map((file) => withoutExtension(file))
    .sort();
}

/** The module of a spec that comes with Fencepost. */
export function builtInFile(name: string): string {
  return path.join(SPECS, `${name}${EXTENSION}`);
}

/** The file that a person knows a spec by: its source, where there is one. */
export function writtenFile(name: string): string {
  const source = path.join(PACKAGE, 'specs', `${name}.ts`);
  return existsSync(source) ? path.relative(process.cwd(), source) : builtInFile(name);
}

/**
 * The name that a path would have among the specs that come with Fencepost, or null for a path that
 * is elsewhere: `specs/replication/kip-101.ts` in the sources is `replication/kip-101`.
 */
export function builtInNameOf(file: string): string | null {
  const real = realpathSync(file);
  for (const folder of [SPECS, sourceSpecs()]) {
    if (folder === null) continue;
    const inside = path.relative(realpathSync(folder), real);
    if (inside.startsWith('..') || path.isAbsolute(inside)) continue;
    return withoutExtension(inside);
  }
  return null;
}

export function isTest(file: string): boolean {
  return /\.test\.[a-z]+$/.test(file);
}

/** The sources beside the compiled program; a published package has none. */
function sourceSpecs(): string | null {
  const folder = path.join(PACKAGE, 'specs');
  return existsSync(folder) ? folder : null;
}

function withoutExtension(file: string): string {
  const { dir, name } = path.parse(file);
  return path.join(dir, name).split(path.sep).join('/');
}
