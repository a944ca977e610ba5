/** From what a person types to specs: names, folders, globs on names, and paths. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { hint, nearest, type Spec } from '../../checker/index.ts';
import { UsageError } from '../errors.ts';
import { builtInNameOf, builtInNames, isTest } from './catalogue.ts';
import { loadSpec, readSpec, type SpecCode, type SpecReference } from './load.ts';

export interface LoadedSpec {
  readonly reference: SpecCode;
  readonly spec: Spec;
  /** What tells it apart from the others of a call: its name, or its path where several of one's own have that name. */
  readonly label: string;
}

/** What was asked for and cannot be loaded. */
export interface Unloadable {
  readonly label: string;
  /** Which file it is, and what is wrong with it. */
  readonly why: string;
}

export type Selected = LoadedSpec | Unloadable;

export function isLoaded(selected: Selected): selected is LoadedSpec {
  return 'spec' in selected;
}

/** What means every spec that comes with Fencepost. */
export const EVERYTHING = 'specs';

const OWN_EXTENSIONS = ['.ts', '.mts', '.js', '.mjs'];

/**
 * Finds and loads every spec that the arguments mean, each once, in their order.
 * @throws UsageError for an argument that means none, or a spec that cannot be loaded.
 */
export async function selectSpecs(patterns: readonly string[]): Promise<LoadedSpec[]> {
  return (await trySpecs(patterns)).map((selected) => {
    if (isLoaded(selected)) return selected;
    throw new UsageError(selected.why);
  });
}

/**
 * The same, where a spec that cannot be loaded is not to keep others from being checked.
 * @throws UsageError for an argument that means none.
 */
export async function trySpecs(patterns: readonly string[]): Promise<Selected[]> {
  const known = builtInNames();
  const references = new Map<string, SpecReference>();
  for (const pattern of patterns) {
    const found = referencesOf(pattern, known);
    if (found.length === 0) throw await unknownSpec(pattern, known);
    for (const reference of found) references.set(keyOf(reference), reference);
  }
  const selected: Selected[] = [];
  for (const reference of references.values()) selected.push(await tryLoad(reference, known));
  return toldApart(selected);
}

async function tryLoad(found: SpecReference, known: readonly string[]): Promise<Selected> {
  try {
    const reference = await readSpec(found);
    const spec = await loadSpec(reference);
    refuseClash(reference, spec, known);
    return { reference, spec, label: spec.name };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { label: found.kind === 'own' ? found.file : found.name, why: error.message };
  }
}

/** Files of one's own may begin as copies of one another, and keep the name. */
function toldApart(selected: readonly Selected[]): Selected[] {
  const labels = selected.map(({ label }) => label);
  return selected.map((one) => {
    const isOnly = labels.indexOf(one.label) === labels.lastIndexOf(one.label);
    if (isOnly || !isLoaded(one) || one.reference.kind !== 'own') return one;
    return { ...one, label: one.reference.file };
  });
}

/**
 * The names of the specs that the arguments mean, of those that come with Fencepost, if each argument means one; null where
 * one means a folder or a pattern: there may be more in it than was built.
 */
export function namesAsked(patterns: readonly string[]): readonly string[] | null {
  const known = builtInNames();
  const isOne = (pattern: string): boolean => known.includes(pattern) || isFile(pattern);
  if (patterns.length === 0 || !patterns.every(isOne)) return null;
  return patterns
    .flatMap((pattern) => referencesOf(pattern, known))
    .flatMap((reference) => (reference.kind === 'built-in' ? [reference.name] : []));
}

/**
 * Keeps the specs that have a tag.
 * @throws UsageError with the nearest tag where none has it, or else with all that there are.
 */
export function withTag(loaded: readonly LoadedSpec[], tag: string): readonly LoadedSpec[] {
  const kept = loaded.filter(({ spec }) => spec.tags.includes(tag));
  if (kept.length > 0) return kept;
  const meant = tagsMeant(tag, loaded);
  const others = nearest(tag, meant) === undefined ? ` There are ${tagsOf(loaded).join(', ')}` : '';
  throw new UsageError(`no spec has the tag '${tag}'${hint(tag, meant)}${others}`);
}

/** Another number is another bug, and no misspelling. */
function tagsMeant(tag: string, loaded: readonly LoadedSpec[]): string[] {
  const numberIn = (text: string): string => text.replace(/\D/g, '');
  return tagsOf(loaded).filter((known) => numberIn(known) === numberIn(tag));
}

function tagsOf(loaded: readonly LoadedSpec[]): string[] {
  const tags = new Set(loaded.flatMap(({ spec }) => spec.tags));
  return [...tags].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

/** Loads the one spec that an argument means. */
export async function selectSpec(pattern: string): Promise<LoadedSpec> {
  const [first, ...others] = await selectSpecs([pattern]);
  if (first === undefined || others.length > 0)
    throw new UsageError(
      `'${pattern}' means ${others.length + 1} specs; name one of them: \`fencepost list ${pattern}\``,
    );
  return first;
}

function referencesOf(pattern: string, known: readonly string[]): SpecReference[] {
  if (known.includes(pattern)) return [{ kind: 'built-in', name: pattern }];
  if (isFile(pattern)) return [referenceOfFile(pattern, known)];
  return namesIn(pattern, known).map((name) => ({ kind: 'built-in', name }));
}

function referenceOfFile(file: string, known: readonly string[]): SpecReference {
  if (isTest(file)) throw new UsageError(`${file} is a test, not a spec`);
  const name = builtInNameOf(file);
  if (name !== null && known.includes(name)) return { kind: 'built-in', name };
  if (name !== null)
    throw new UsageError(`${file} is not compiled yet; run \`npm run build\` first`);
  if (OWN_EXTENSIONS.includes(path.extname(file))) return { kind: 'own', file };
  throw new UsageError(`${file} is not a spec file; one ends in ${OWN_EXTENSIONS.join(', ')}`);
}

/** Names under a folder or matched by a glob; either may begin with `specs/`, as in the sources. */
function namesIn(pattern: string, known: readonly string[]): string[] {
  const plain = pattern.replace(/^(\.\/)?(specs(\/|$))?/, '').replace(/\/$/, '');
  if (plain === '') return [...known];
  const under = known.filter((name) => name === plain || name.startsWith(`${plain}/`));
  if (under.length > 0) return under;
  const glob = plain.replace(/\.[jt]s$/, '');
  if (glob === '') return [];
  const matches = picomatch(glob);
  return known.filter((name) => matches(name));
}

async function unknownSpec(pattern: string, known: readonly string[]): Promise<UsageError> {
  if (isPattern(pattern)) return unmatched(pattern, known);
  if (OWN_EXTENSIONS.includes(path.extname(pattern)))
    return new UsageError(`there is no file ${pattern}`);
  if (existsSync(pattern))
    return new UsageError(
      `${pattern} is no folder of specs that come with Fencepost; those of your own are named by their files, such as ` +
        path.join(pattern, '*.ts'),
    );
  const isName = known.some((name) => path.posix.basename(name) === pattern);
  const tag = isName ? undefined : await tagMeant(pattern);
  if (tag !== undefined)
    return new UsageError(
      `${tag} is a tag: \`fencepost list --tag ${tag}\` names its specs, and \`fencepost check ` +
        `--tag ${tag}\` checks them`,
    );
  const best = nearestSpec(pattern.replace(/^(\.\/)?specs\//, ''), known);
  if (best === undefined && known.some((name) => name.includes(pattern)))
    return new UsageError(
      `there is no spec '${pattern}'; \`fencepost list ${pattern}\` names those that speak of it`,
    );
  const meant = best === undefined ? '.' : `; did you mean '${best}'?`;
  return new UsageError(
    `there is no spec '${pattern}'${meant} \`fencepost list\` names them all; a spec of your own is ` +
      'named by the path of its file',
  );
}

/** Whether an argument is a word alone: nothing that means specs, and no path or pattern that might. */
export function isMereWord(argument: string): boolean {
  const isPath = OWN_EXTENSIONS.includes(path.extname(argument)) || existsSync(argument);
  return !isPath && !isPattern(argument) && referencesOf(argument, builtInNames()).length === 0;
}

function isPattern(word: string): boolean {
  return picomatch.scan(word).isGlob;
}

function unmatched(pattern: string, known: readonly string[]): UsageError {
  const anywhere = `**/${pattern}`;
  const meant =
    namesIn(anywhere, known).length > 0
      ? `; did you mean '${anywhere}'? A * alone stays in one folder.`
      : '; `fencepost list` names them.';
  return new UsageError(
    `no spec that comes with Fencepost matches '${pattern}'${meant} Files of your own are matched by the shell: ` +
      'leave out the quotes',
  );
}

/** The tag that a person typed in place of a spec, in whatever case. */
async function tagMeant(pattern: string): Promise<string | undefined> {
  const tags = tagsOf((await trySpecs([EVERYTHING])).filter(isLoaded));
  return tags.find((tag) => tag.toLowerCase() === pattern.toLowerCase());
}

/** The nearest name or folder; a name may be meant without its folder. */
function nearestSpec(wanted: string, known: readonly string[]): string | undefined {
  const whole = new Map([...foldersOf(known), ...known].map((name) => [name, name]));
  for (const name of known) whole.set(path.posix.basename(name), name);
  return whole.get(nearest(wanted, [...whole.keys()]) ?? '');
}

function foldersOf(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => path.posix.dirname(name)))];
}

/** A counterexample says by its name what it is of: without another file it is replayed on the one that comes along. */
function refuseClash(reference: SpecReference, { name }: Spec, known: readonly string[]): void {
  if (reference.kind === 'built-in' || !known.includes(name)) return;
  throw new UsageError(
    `spec file ${reference.file}: the name '${name}' is taken by a spec that comes with Fencepost; choose another`,
  );
}

function keyOf(reference: SpecReference): string {
  return reference.kind === 'own' ? `file ${path.resolve(reference.file)}` : reference.name;
}

function isFile(pattern: string): boolean {
  return statSync(pattern, { throwIfNoEntry: false })?.isFile() ?? false;
}
