/** Every stored counterexample still breaks its spec, and every violated spec has one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCounterexample, replay, resolveConstants } from '../checker/index.ts';
import { textFileOf } from '../cli/files.ts';
import { counterexampleLines } from '../cli/render/counterexample.ts';
import { reportFinding } from '../cli/report.ts';
import { type LoadedSpec, selectSpecs } from '../cli/specs/select.ts';
import { plainPaint, WIDEST } from '../cli/terminal.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const fileOf = (spec: string): string => path.join(FOLDER, `${spec}.json`);

const specs = await selectSpecs(['specs']);
const broken = specs.filter(
  ({
    spec: {
      expect: { verdict },
    },
  }) => verdict === 'violated' || verdict === 'deadlock',
);

function replayed({ spec }: LoadedSpec) {
  const json: unknown = JSON.parse(readFileSync(fileOf(spec.name), 'utf8'));
  const counterexample = readCounterexample(json);
  const { constants } = counterexample;
  const model = spec.build(resolveConstants(spec.constants, constants));
  const result = replay(model, counterexample);
  return { counterexample, result, origin: { spec: spec.name, constants, model } };
}

describe.each(broken.map((loaded) => [loaded.spec.name, loaded] as const))('%s', (name, loaded) => {
  it('has a stored counterexample', () => {
    const how = `store it: fencepost check ${name} --save counterexamples/${name}.json`;
    expect(existsSync(fileOf(name)), how).toBe(true);
  });

  it('still breaks what it is expected to break, in as many steps', () => {
    const { counterexample, result } = replayed(loaded);
    const found = { property: counterexample.property, steps: counterexample.steps.length - 1 };
    expect(counterexample.spec).toBe(name);
    expect(loaded.spec.expect).toMatchObject(found);
    expect(result.kind).toBe('breaks');
  });

  it('has the text that it would be given now', () => {
    const { result, origin } = replayed(loaded);
    if (result.kind !== 'breaks') throw new Error('it no longer breaks');
    const layout = { width: WIDEST, paint: plainPaint, full: false };
    const finding = reportFinding(origin, result.finding);
    const lines = counterexampleLines(finding, loaded.spec, name, layout);
    const how = `write it again: fencepost check ${name} --save counterexamples/${name}.json`;
    expect(readFileSync(textFileOf(fileOf(name)), 'utf8'), how).toBe(`${lines.join('\n')}\n`);
  });
});

it('nothing is stored for which there is no violated spec', () => {
  const stored = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''));
  expect(stored.sort()).toEqual(broken.map(({ spec }) => spec.name).sort());
});
