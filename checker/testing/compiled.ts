/** A thread of its own reads no TypeScript. */
import { fileURLToPath } from 'node:url';
import { type TransferListItem, Worker } from 'node:worker_threads';
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

/** Starts a thread that calls a function of such a module with what it is given. */
export function threadOf(
  module: string,
  name: string,
  workerData: object,
  transferList: TransferListItem[] = [],
): Worker {
  const code = `
    const { workerData } = require('node:worker_threads');
    import(${JSON.stringify(module)}).then((exported) => exported.${name}(workerData));
  `;
  return new Worker(code, { eval: true, workerData, transferList });
}
