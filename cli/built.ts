/**
 * Whether the program that runs is made of the sources beside it: it must judge the models as they are, and not call a change
 * safe that it has not seen. The build notes what it was made of, in `dist/sources.json`, once it is whole.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { messageOf, UsageError } from './errors.ts';
import { IS_COMPILED, PACKAGE } from './paths.ts';
import { isTest } from './specs/catalogue.ts';

/** What is compiled into the program that checks. */
const FOLDERS = ['model', 'specs', 'checker', 'cli'];
/** What tests share is not compiled into it. */
const TESTING = /(^|[\\/])testing[\\/]/;
const NOTE = path.join('dist', 'sources.json');
/** By name of a spec: the files in `specs/` that it is made of. */
const PARTS = path.join('dist', 'parts.json');

/** By path: its size, when it was written, in milliseconds, and a hash of what it says. */
export type Sources = Readonly<Record<string, readonly [size: number, at: number, hash: string]>>;

/** All sources of a package; none, where it was published. */
export function sourcesOf(root: string): Sources {
  return Object.fromEntries(
    filesOf(root).map((file) => {
      const { size, mtimeMs } = statSync(path.join(root, file));
      return [file, [size, mtimeMs, hashOf(path.join(root, file))]];
    }),
  );
}

/**
 * @param specs the only ones that are to be run: of other specs it does not matter; null for all
 * @returns what differs between the sources of a package and what it was built of: a path; null if nothing does
 * @throws UsageError where it was not built, or not to the end
 */
export function staleSource(root: string, specs: readonly string[] | null = null): string | null {
  const files = filesOf(root);
  if (files.length === 0) return null;
  const noted = read<Sources>(root, NOTE);
  const there = new Set(files);
  const stale = [
    ...Object.keys(noted).filter((file) => !there.has(file)),
    ...files.filter((file) => isChanged(path.join(root, file), noted[file])),
  ];
  // As a rule nothing is, and it need not be known who is made of what.
  if (stale.length === 0 || specs === null) return stale[0] ?? null;
  const parts = read<Parts>(root, PARTS);
  const needed = specs.flatMap((name) => parts[name] ?? []);
  const isNeeded = (file: string): boolean => {
    const name = file.split(path.sep).join('/');
    return !name.startsWith('specs/') || needed.includes(name);
  };
  return stale.find(isNeeded) ?? null;
}

/** A file that was only touched, or unpacked anew, says what it said. */
function isChanged(file: string, noted: Sources[string] | undefined): boolean {
  if (noted === undefined) return true;
  const [size, at, hash] = noted;
  const now = statSync(file);
  return !(now.size === size && now.mtimeMs === at) && hashOf(file) !== hash;
}

type Parts = Readonly<Record<string, readonly string[]>>;

function read<Noted>(root: string, note: string): Noted {
  try {
    return JSON.parse(readFileSync(path.join(root, note), 'utf8')) as Noted;
  } catch (error) {
    throw new UsageError(
      `the program is not built, or not to the end (${messageOf(error)}): run \`npm run build\``,
    );
  }
}

function filesOf(root: string): string[] {
  const folders = FOLDERS.map((folder) => path.join(root, folder)).filter((one) => existsSync(one));
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => `${entry.parentPath.slice(root.length + 1)}${path.sep}${entry.name}`)
      .filter((file) => !isTest(file) && !TESTING.test(file)),
  );
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('base64url');
}

/** When this program was built, in milliseconds; 0 while it is not. Another time is another program. */
export function builtAt(): number {
  return statSync(path.join(PACKAGE, NOTE), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** When it was as it was loaded here. */
export const LOADED = builtAt();

/**
 * @param specs the only ones that are to be run; null for all
 * @throws UsageError where what runs is not what is written.
 */
export function refuseStale(specs: readonly string[] | null = null): void {
  const source = IS_COMPILED ? staleSource(PACKAGE, specs) : null;
  if (source === null) return;
  throw new UsageError(
    `${source} was changed after the program was built, which would check what it was before: run \`npm run build\`, ` +
      'or begin with `npm run fencepost --`, which builds first, in place of `npx fencepost`',
  );
}
