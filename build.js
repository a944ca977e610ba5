/**
 * Builds `dist/`: a module for everything that is run, or imported by its name, and chunks for what they
 * share. Node.js takes half a millisecond to load a module, and the process that searches waited 75 ms for
 * its hundred and fifty; as chunks they take 19.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { init, parse } from 'es-module-lexer';
import { build } from 'esbuild';

const specs = readdirSync('specs', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => `specs/${file}`);
const imported = ['checker/index.ts', 'checker/schema/arbitrary.ts', 'cli/program.ts', ...specs];
const run = [
  'cli/runner.ts',
  'cli/member.ts',
  'cli/scout.ts',
  'bench/main.ts',
  'bench/growth.ts',
  'bench/results.ts',
  // Tests start it as a process.
  'model/testing/explore.ts',
];

const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
};
// A build that fails is no verdict, of which 1 is one.
process.on('uncaughtException', (error) => {
  const isPrinted = error.errors !== undefined;
  if (!isPrinted) process.stderr.write(`${error.message}\n`);
  process.exit(2);
});
// Before anything else is read: what changes meanwhile is not what was noted.
await build({
  ...options,
  entryPoints: ['cli/built.ts'],
  outfile: 'dist/cli/built.js',
  format: 'esm',
});
const { sourcesOf } = await import('./dist/cli/built.js');
const sources = sourcesOf(import.meta.dirname);
await build({
  ...options,
  entryPoints: ['cli/main.ts'],
  outfile: 'dist/cli/main.cjs',
  format: 'cjs',
  external: ['./program.js'],
  define: { 'import.meta.url': 'moduleUrl' },
  banner: {
    js: "'use strict'; const moduleUrl = require('node:url').pathToFileURL(__filename).href;",
  },
});
const { metafile } = await build({
  ...options,
  entryPoints: [...imported, ...run],
  outdir: 'dist',
  outbase: '.',
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  format: 'esm',
  metafile: true,
});

await init;
for (const [file, { entryPoint, exports }] of Object.entries(metafile.outputs)) {
  // What is run may wait for something, which a function cannot.
  if (run.includes(entryPoint) || exports.length === 0) continue;
  writeFileSync(file, withBodyInFunction(readFileSync(file, 'utf8')));
}

writeFileSync('dist/parts.json', JSON.stringify(partsOf(metafile.inputs)));
writeFileSync('dist/sources.json', JSON.stringify(sources));

/** By name of a spec: the files in `specs/` that it is made of, itself and what it imports, through whatever else. */
function partsOf(inputs) {
  const reach = (file, seen) => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const { path } of inputs[file]?.imports ?? []) reach(path, seen);
    return seen;
  };
  const nameOf = (spec) => spec.slice('specs/'.length, -'.ts'.length);
  const inSpecs = (file) => file.startsWith('specs/');
  return Object.fromEntries(
    specs
      .map((spec) => spec.replaceAll('\\', '/'))
      .map((spec) => [nameOf(spec), [...reach(spec, new Set())].filter(inSpecs)]),
  );
}

/**
 * The same module with all of its code in one function, whose result it exports. V8 makes faster code of the functions
 * in it than of a module's own, whose surroundings it seems not to take for constants: a twentieth to a tenth of
 * the time of a search. What is exported must not change after the module is loaded.
 */
function withBodyInFunction(code) {
  const [imports, exported] = parse(code);
  if (exported.some(({ ln }) => ln === undefined))
    throw new Error(
      'a module exports what is not its own: withBodyInFunction cannot tell its value',
    );
  const start = code.lastIndexOf('export {', exported[0].s);
  const end = code.indexOf('};', exported.at(-1).e) + 2;
  const head = [];
  const body = [];
  let at = 0;
  for (const { ss, se, d } of imports) {
    const isStatic = d === -1;
    if (!isStatic) continue;
    const after = se + ';'.length;
    head.push(code.slice(ss, after));
    body.push(code.slice(at, ss));
    at = after;
  }
  body.push(code.slice(at, start), code.slice(end));
  const values = exported.map((_, nth) => `exported${nth}`);
  return `${head.join('\n')}
const [${values.join(', ')}] = (() => {
${body.join('')}
return [${exported.map(({ ln }) => ln).join(', ')}];
})();
export { ${exported.map(({ n }, nth) => `${values[nth]} as ${n}`).join(', ')} };
`;
}
