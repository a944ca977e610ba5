/**
 * Builds `dist/`: a module for everything that is run, or imported by its name, and chunks for what they
 * share. Node.js takes half a millisecond to load a module, and the process that searches waited 75 ms for
 * its hundred and fifty; as chunks they take 19.
 */
import { readdirSync } from 'node:fs';
import { build } from 'esbuild';

const specs = readdirSync('specs', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => `specs/${file}`);

await build({
  entryPoints: [
    'cli/main.ts',
    'cli/runner.ts',
    'cli/member.ts',
    'cli/scout.ts',
    'checker/index.ts',
    'checker/schema/arbitrary.ts',
    ...specs,
    'bench/main.ts',
    'bench/growth.ts',
    'bench/results.ts',
    // Tests start it as a process.
    'model/testing/explore.ts',
  ],
  outdir: 'dist',
  outbase: '.',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
