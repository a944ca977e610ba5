/** Imports a spec file and checks what it exports. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Spec } from '../../checker/index.ts';
import { messageOf, UsageError } from '../errors.ts';
import { thrownMessage } from '../thrown.ts';
import { bundle } from './bundle.ts';
import { builtInFile, writtenFile } from './catalogue.ts';
import { validateSpec } from './validate.ts';

/** Where a spec is. */
export type SpecReference = BuiltIn | { readonly kind: 'own'; readonly file: string };

/**
 * A spec as it was read: plain data, for it is sent to the process and the threads that search. A file that is saved while
 * they run must not make another model in one of them.
 */
export type SpecCode = BuiltIn | OwnCode;

interface BuiltIn {
  readonly kind: 'built-in';
  readonly name: string;
}

interface OwnCode {
  readonly kind: 'own';
  readonly file: string;
  /** The file with all that it imports, as one module. */
  readonly code: string;
}

/** @throws UsageError that names the file when it cannot be read or compiled. */
export async function readSpec(reference: SpecReference): Promise<SpecCode> {
  if (reference.kind === 'built-in') return reference;
  const { file } = reference;
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  return { kind: 'own', file, code: await bundle(file) };
}

/**
 * Loads a spec.
 * @throws UsageError that names the file when it throws, or exports no spec.
 */
export async function loadSpec(reference: SpecCode): Promise<Spec> {
  if (reference.kind === 'own') return validateSpec(await importOwn(reference), reference.file);
  const { href } = pathToFileURL(builtInFile(reference.name));
  const file = writtenFile(reference.name);
  const spec = validateSpec(await defaultExport(href, file), file);
  if (spec.name !== reference.name)
    throw new UsageError(
      `spec file ${file}: its name is '${spec.name}', but where it is it must be '${reference.name}'`,
    );
  return spec;
}

/** Through a file, and with a source map, so that stack traces name the lines that a person wrote. */
async function importOwn({ file, code }: OwnCode): Promise<unknown> {
  const folder = temporaryFolder();
  try {
    const module = path.join(folder, `${path.parse(file).name}.mjs`);
    writeFileSync(module, code);
    process.setSourceMapsEnabled(true);
    return await defaultExport(pathToFileURL(module).href, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function temporaryFolder(): string {
  try {
    return mkdtempSync(path.join(tmpdir(), 'fencepost-'));
  } catch (error) {
    throw new UsageError(
      `a spec of your own needs a temporary folder: ${messageOf(error)}. TMPDIR names another place`,
    );
  }
}

async function defaultExport(url: string, file: string): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await import(url);
    return module.default;
  } catch (error) {
    throw new UsageError(`spec file ${file} throws when it is imported: ${thrownMessage(error)}`);
  }
}
