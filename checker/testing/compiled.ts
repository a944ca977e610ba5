/** A thread of its own reads no TypeScript. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The address of a module that holds a TypeScript module and all that it imports. */
export async function compiled(source: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(source)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  return `data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`;
}
