/** Files that the program writes and reads, with errors that say what to do. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Counterexample } from '../checker/index.ts';
import { messageOf, UsageError } from './errors.ts';

const JSON_EXTENSION = '.json';
const TEXT_EXTENSION = '.txt';

/** Where the text of a stored counterexample is: beside it. */
export function textFileOf(file: string): string {
  return `${file.slice(0, -JSON_EXTENSION.length)}${TEXT_EXTENSION}`;
}

/**
 * What can be known before anything is searched for. Makes the folder.
 * @throws UsageError where there can be no folder for it, or the name does not end in `.json`: the text beside it takes the
 * same name.
 */
export function prepareSavePlace(file: string): void {
  if (!file.endsWith(JSON_EXTENSION) || path.basename(file) === JSON_EXTENSION)
    throw new UsageError(`--save takes a file name that ends in ${JSON_EXTENSION}; got '${file}'`);
  try {
    makeFolder(path.dirname(file));
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${messageOf(error)}`);
  }
}

/** One by one: to make them all at once never ends where there can be none, as in /proc (Node.js 20). */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

/**
 * Stores a counterexample, and its text beside it.
 * @throws UsageError when that cannot be written.
 */
export function saveCounterexample(
  file: string,
  counterexample: Counterexample,
  lines: readonly string[],
): void {
  writeWhole(file, jsonOf(counterexample));
  writeWhole(textFileOf(file), `${lines.join('\n')}\n`);
}

/** A field a line and a step a line: short, and readable in a diff. */
function jsonOf({ steps, ...fields }: Counterexample): string {
  const heads = Object.entries(fields).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
  );
  const lines = steps.map((step) => `    ${JSON.stringify(step)}`);
  return ['{', ...heads, '  "steps": [', lines.join(',\n'), '  ]', '}', ''].join('\n');
}

/** Under another name first: whoever reads the file sees the old one or the new one, never a part. */
function writeWhole(file: string, text: string): void {
  const folder = path.dirname(file);
  const temporary = path.join(folder, `.${path.basename(file)}.${process.pid}`);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    discard(temporary);
    throw new UsageError(`cannot write ${file}: ${messageOf(error)}`);
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never written: what failed before says why.
  }
}

/**
 * Reads a file of JSON.
 * @throws UsageError when it cannot be read or is not JSON.
 */
export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
    const why = isFolder
      ? `it is a folder; name the files in it, such as ${path.join(file, '*.json')}`
      : messageOf(error);
    throw new UsageError(`cannot read ${file}: ${why}`);
  }
  try {
    // Some editors begin a file with a mark of its encoding, which JSON does not know.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const beside = `${file.slice(0, -TEXT_EXTENSION.length)}${JSON_EXTENSION}`;
    const isText = file.endsWith(TEXT_EXTENSION) && existsSync(beside);
    throw new UsageError(
      `${file} is not JSON: ${isText ? `it is the text of ${beside}` : messageOf(error)}`,
    );
  }
}
