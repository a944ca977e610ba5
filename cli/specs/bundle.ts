/** Turns a person's own spec file, in TypeScript or JavaScript, into a module that can be imported. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { messageOf, UsageError } from '../errors.ts';
import { CODE } from '../paths.ts';

const OWN_MODULES: Readonly<Record<string, string>> = {
  fencepost: moduleAt('checker/index.js'),
  'fencepost/arbitrary': moduleAt('checker/schema/arbitrary.js'),
};

function moduleAt(file: string): string {
  return pathToFileURL(path.join(CODE, file)).href;
}

/** `import ... from 'fencepost'` means this very program, wherever the file is. */
const ownModules: Plugin = {
  name: 'fencepost',
  setup(bundler) {
    bundler.onResolve({ filter: /^fencepost(\/.*)?$/ }, ({ path: name }) => {
      const own = OWN_MODULES[name];
      if (own !== undefined) return { path: own, external: true };
      return { errors: [{ text: `there is no '${name}'; import from 'fencepost'` }] };
    });
  },
};

/**
 * Bundles a file with what it imports. The names of functions are left as they are: wrappers that
 * preserve `Function.name` make guards many times slower.
 * @throws UsageError for a syntax error or an import that cannot be found, with the line.
 */
export async function bundle(file: string): Promise<string> {
  // The bundler takes longer to load than all the rest, and most runs do without it.
  const { build } = await import('esbuild');
  try {
    const { outputFiles } = await build({
      entryPoints: [path.resolve(file)],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      // So that stack traces name the lines of the files.
      sourcemap: 'inline',
      sourceRoot: `${pathToFileURL(path.dirname(path.resolve(file))).href}/`,
      // Paths in comments are relative to it: the same text, from wherever it is bundled.
      absWorkingDir: path.dirname(path.resolve(file)),
      keepNames: false,
      logLevel: 'silent',
      plugins: [ownModules],
    });
    return outputFiles[0]?.text ?? '';
  } catch (error) {
    throw new UsageError(`spec file ${file} cannot be compiled: ${buildMessage(error)}`);
  }
}

/** What is executed of a bundle: its map says where it was made. */
export function withoutMap(code: string): string {
  return code.slice(0, code.lastIndexOf('//# sourceMappingURL='));
}

interface BuildProblem {
  readonly text: string;
  readonly location: {
    readonly file: string;
    readonly line: number;
    readonly lineText: string;
  } | null;
}

function buildMessage(error: unknown): string {
  const [first] = (error as { readonly errors?: readonly BuildProblem[] }).errors ?? [];
  if (first === undefined) return messageOf(error);
  if (first.location === null) return first.text;
  const { line, lineText } = first.location;
  return `${first.text}\n  line ${line}: ${lineText.trim()}`;
}
