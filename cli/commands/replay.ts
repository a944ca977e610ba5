/** `fencepost replay`: stored counterexamples, executed again on the model as it is now. */
import { replay as replayOn, resolveConstants, type Spec } from '../../checker/index.ts';
import { bounded, UsageError } from '../errors.ts';
import { type ExitCode, mostSevere, OK, UNEXPECTED, USAGE } from '../exit-codes.ts';
import { followThere } from '../follow.ts';
import {
  builtInSpec,
  type Call,
  constantsFor,
  NO_COUNTEREXAMPLE,
  notesOf,
  readFile,
  replaying,
} from '../recorded.ts';
import { counterexampleLines } from '../render/counterexample.ts';
import { countsText, wrap } from '../render/layout.ts';
import { differsLines } from '../render/mismatch.ts';
import { reportFinding } from '../report.ts';
import { selectSpec } from '../specs/select.ts';
import { buildModel } from '../specs/validate.ts';
import { type Terminal, WIDEST } from '../terminal.ts';
import { thrownMessage } from '../thrown.ts';

export interface ReplayOptions {
  readonly full?: boolean;
  /** The spec to execute them on: its file, where it does not come with Fencepost, or another one of the same model. */
  readonly spec?: string;
}

export async function replay(
  files: readonly string[],
  options: ReplayOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { print } = terminal;
  const given = options.spec === undefined ? null : (await selectSpec(options.spec)).spec;
  const results: Result[] = [];
  const single = files.length === 1;
  for (const file of files) results.push(await tryReplay(file, given, options, single, terminal));
  const codes = results.map(({ code }) => code);
  const others = results.some(({ rules }) => rules === 'other');
  if (!single) {
    const gap = others || !codes.includes(UNEXPECTED);
    print([...(gap ? [''] : []), countText(codes, others ? OUTCOMES_THERE : OUTCOMES)]);
    if (others && codes.includes(UNEXPECTED)) print(wrap(NO_VERDICT, terminal.width));
  }
  return mostSevere(codes);
}

/** How a replay ended, and under whose rules it was: those that it was found under, or those of another spec of its model. */
interface Result {
  readonly code: ExitCode;
  readonly rules: 'own' | 'other';
}

const OUTCOMES = ['still break', 'NO LONGER break', 'cannot be replayed'] as const;
const OUTCOMES_THERE = ['break', 'do not break', 'cannot be replayed'] as const;
const NO_VERDICT =
  'That a trace is prevented is no verdict: `check` finds whether another one breaks the property.';

function countText(
  codes: readonly ExitCode[],
  outcomes: typeof OUTCOMES | typeof OUTCOMES_THERE,
): string {
  const [breaks, differs, fails] = outcomes;
  const found = codes.map((code) => (code === OK ? breaks : code === UNEXPECTED ? differs : fails));
  return `${codes.length} counterexamples: ${countsText<(typeof found)[number]>(outcomes, found)}`;
}

/** A file that cannot be replayed does not keep the others from it. */
async function tryReplay(
  file: string,
  given: Spec | null,
  options: ReplayOptions,
  single: boolean,
  terminal: Terminal,
): Promise<Result> {
  try {
    return await replayFile(file, given, options, single, terminal);
  } catch (error) {
    // What a model throws while it is executed is its own fault, and not that of the other files.
    const message =
      error instanceof UsageError
        ? error.message
        : `${file} cannot be replayed: ${thrownMessage(error)}`;
    terminal.warn(wrap(`error: ${bounded(message)}`, WIDEST, '  '));
    return { code: USAGE, rules: 'own' };
  }
}

/**
 * @param given the spec of --spec
 * @param single whether it is the only one: of several those that go as recorded have a line each
 */
async function replayFile(
  file: string,
  given: Spec | null,
  options: ReplayOptions,
  single: boolean,
  terminal: Terminal,
): Promise<Result> {
  const counterexample = readFile(file);
  const specArgument = options.spec ?? builtInSpec(counterexample, file);
  const spec = given ?? (await selectSpec(specArgument)).spec;
  const call: Call = {
    file,
    counterexample,
    spec,
    specArgument,
    single,
    layout: { width: terminal.width, paint: terminal.paint, full: options.full ?? false },
  };
  if (spec.name === counterexample.spec) return { code: replayOwn(call, terminal), rules: 'own' };
  return { code: await followThere(call, terminal), rules: 'other' };
}

function replayOwn(call: Call, { width, paint, print }: Terminal): ExitCode {
  const { file, counterexample, spec, specArgument, single, layout } = call;
  const { property } = counterexample;
  const { constants, defaulted } = constantsFor(spec, counterexample, file);
  const { model, result } = replaying(`${file} ${NO_COUNTEREXAMPLE}`, () => {
    const built = buildModel(spec, resolveConstants(spec.constants, constants));
    return { model: built, result: replayOn(built, counterexample) };
  });
  const notes = notesOf(result.reshaped, defaulted);
  const since = notes.length === 0 ? '' : ` (recorded ${notes.join(', ')}; --save writes it anew)`;
  if (result.kind === 'differs') {
    const headline = `${file} no longer breaks ${property}${since}`;
    print([...differsLines(headline, model, result, layout), '']);
    return UNEXPECTED;
  }
  const headline = wrap(`${file} still breaks ${property}${since}`, width);
  const finding = reportFinding({ spec: spec.name, constants, model }, result.finding);
  print(
    single
      ? [
          ...headline.map((line) => paint.bold(paint.red(line))),
          '',
          ...counterexampleLines(finding, spec, specArgument, layout),
          '',
        ]
      : headline,
  );
  return OK;
}
