/** Imports a spec file and checks what it exports. */
import { pathToFileURL } from 'node:url';
import type { Spec } from '../../checker/index.ts';
import { messageOf, UsageError } from '../errors.ts';
import { bundle } from './bundle.ts';
import { builtInFile } from './catalogue.ts';
import { validateSpec } from './validate.ts';

/** Where a spec is: plain data, for it is also sent to the process that runs the search. */
export type SpecReference =
  | { readonly kind: 'built-in'; readonly name: string }
  | { readonly kind: 'own'; readonly file: string };

/**
 * Loads a spec.
 * @throws UsageError that names the file when it cannot be read, throws, or exports no spec.
 */
export async function loadSpec(reference: SpecReference): Promise<Spec> {
  if (reference.kind === 'own') {
    const code = Buffer.from(await bundle(reference.file)).toString('base64');
    return validateSpec(
      await defaultExport(`data:text/javascript;base64,${code}`, reference.file),
      reference.file,
    );
  }
  const file = builtInFile(reference.name);
  const spec = validateSpec(await defaultExport(pathToFileURL(file).href, file), file);
  if (spec.name !== reference.name)
    throw new UsageError(
      `spec file ${file}: its name is '${spec.name}', but where it is it must be '${reference.name}'`,
    );
  return spec;
}

async function defaultExport(url: string, file: string): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await import(url);
    return module.default;
  } catch (error) {
    throw new UsageError(`spec file ${file} throws when it is imported: ${messageOf(error)}`);
  }
}
