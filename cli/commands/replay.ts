/** `fencepost replay`: stored counterexamples, executed again on the model as it is now. */
import {
  ConstantError,
  type Counterexample,
  CounterexampleError,
  DomainError,
  hint,
  type Reshaped,
  readCounterexample,
  replay as replayOn,
  resolveConstants,
  type Spec,
} from '../../checker/index.ts';
import { bounded, UsageError } from '../errors.ts';
import { type ExitCode, mostSevere, OK, UNEXPECTED, USAGE } from '../exit-codes.ts';
import { readJson } from '../files.ts';
import { counterexampleLines } from '../render/counterexample.ts';
import { countsText, wrap } from '../render/layout.ts';
import { differsLines, partingText } from '../render/mismatch.ts';
import { reportFinding } from '../report.ts';
import { builtInNames } from '../specs/catalogue.ts';
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
  const codes: ExitCode[] = [];
  const single = files.length === 1;
  for (const file of files) codes.push(await tryReplay(file, options, single, terminal));
  if (!single)
    terminal.print([...(codes.includes(UNEXPECTED) ? [] : ['']), countText(codes, options)]);
  // That one trace is prevented under its rules is not yet a verdict.
  if (options.spec !== undefined && codes.includes(UNEXPECTED))
    terminal.print([`Whether another trace breaks it there: fencepost check ${options.spec}`]);
  return mostSevere(codes);
}

const OUTCOMES = ['still break', 'NO LONGER break', 'cannot be replayed'] as const;
/** Of a spec that is named, which may be another one. */
const OUTCOMES_THERE = ['break', 'do not break', 'cannot be replayed'] as const;

function countText(codes: readonly ExitCode[], { spec }: ReplayOptions): string {
  const outcomes = spec === undefined ? OUTCOMES : OUTCOMES_THERE;
  const [breaks, differs, fails] = outcomes;
  const found = codes.map((code) => (code === OK ? breaks : code === UNEXPECTED ? differs : fails));
  return `${codes.length} counterexamples: ${countsText(outcomes, found)}`;
}

/** A file that cannot be replayed does not keep the others from it. */
async function tryReplay(
  file: string,
  options: ReplayOptions,
  single: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    return await replayFile(file, options, single, terminal);
  } catch (error) {
    // What a model throws while it is executed is its own fault, and not that of the other files.
    const message =
      error instanceof UsageError
        ? error.message
        : `${file} cannot be replayed: ${thrownMessage(error)}`;
    terminal.warn(wrap(`error: ${bounded(message)}`, WIDEST, '  '));
    return USAGE;
  }
}

/** @param single whether it is the only one: of several those that go as recorded have a line each */
async function replayFile(
  file: string,
  options: ReplayOptions,
  single: boolean,
  { width, paint, print }: Terminal,
): Promise<ExitCode> {
  const layout = { width, paint, full: options.full ?? false };
  const counterexample = readFile(file);
  const specArgument = options.spec ?? builtInSpec(counterexample, file);
  const { spec } = await selectSpec(specArgument);
  const rules: Rules = spec.name === counterexample.spec ? 'own' : 'other';
  if (rules === 'other') refuseOtherModel(file, counterexample, spec);
  const { constants, defaulted } = constantsFor(spec, counterexample, file);
  const model = replaying(file, () =>
    buildModel(spec, resolveConstants(spec.constants, constants)),
  );
  const result = replaying(file, () => replayOn(model, counterexample, rules));
  const since = sinceText(result.reshaped, defaulted);
  const about = { file, property: counterexample.property, spec, rules, since };
  if (result.kind === 'differs') {
    const lines = differsLines(differsText(about), model, result, layout, rules);
    // Of several on other rules, the step at which each goes no further is what is asked for.
    print(single || rules === 'own' ? [...lines.reason, ...lines.steps, ''] : lines.reason);
    return UNEXPECTED;
  }
  const finding = reportFinding({ spec: spec.name, constants, model }, result.finding);
  const headline = wrap(`${breaksText(about)}${partingText(result.parting)}`, width);
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

/** Whether a counterexample is executed under the rules that it was found under, or those of another spec of its model. */
type Rules = 'own' | 'other';

interface About {
  readonly file: string;
  readonly property: string;
  readonly spec: Spec;
  readonly rules: Rules;
  readonly since: string;
}

function breaksText({ file, property, spec, rules, since }: About): string {
  return rules === 'own'
    ? `${file} still breaks ${property}${since}`
    : `${file} breaks ${property} under ${spec.name} as well`;
}

function differsText({ file, property, spec, rules, since }: About): string {
  return rules === 'own'
    ? `${file} no longer breaks ${property}${since}`
    : `${file} does not break ${property} under ${spec.name}`;
}

/** The steps of one model say nothing of another. */
function refuseOtherModel(file: string, recorded: Counterexample, spec: Spec): void {
  const { name } = buildModel(spec, resolveConstants(spec.constants));
  if (name === recorded.model) return;
  throw new UsageError(
    `${file} is of spec '${recorded.spec}', whose model is '${recorded.model}', but '${spec.name}' has the model ` +
      `'${name}': give --spec a spec of the same model`,
  );
}

function readFile(file: string): Counterexample {
  const json = readJson(file);
  return replaying(file, () => readCounterexample(json));
}

/** Only a name: a counterexample does not choose which file of yours is executed. */
function builtInSpec({ spec }: Counterexample, file: string): string {
  const known = builtInNames();
  if (known.includes(spec)) return spec;
  throw new UsageError(
    `${file} is of spec '${spec}', which does not come with Fencepost${hint(spec, known)} ` +
      'The file of a spec of your own is named with --spec',
  );
}

/** The constants that a counterexample was found with. A constant that the spec has by now, and had not then, has its default. */
function constantsFor(
  spec: Spec,
  { constants: stored }: Counterexample,
  file: string,
): { readonly constants: Counterexample['constants']; readonly defaulted: readonly string[] } {
  const defaulted = Object.keys(spec.constants).filter((constant) => !(constant in stored));
  const unknown = Object.keys(stored).filter((constant) => !(constant in spec.constants));
  const [missing] = defaulted;
  // One that was renamed is missing by its new name, and stored by its old one.
  if (missing !== undefined && unknown.length > 0)
    throw new UsageError(
      `${file} has no value for the constant ${missing} of ${spec.name}; it has one for ${unknown.join(', ')}, which ` +
        `${spec.name} does not have${hint(missing, unknown).replace(/[.]$/, '')}`,
    );
  return { constants: stored, defaulted };
}

/** ` (recorded without brokers[b1].late, and without the constant lateRequests, which has its default)` */
function sinceText(reshaped: Reshaped | null, defaulted: readonly string[]): string {
  const notes = [
    ...(reshaped?.added ?? []).map((path) => `without ${path}`),
    ...(reshaped?.gone ?? []).map((path) => `with ${path}, which there is no more`),
    ...defaulted.map((name) => `without the constant ${name}, which has its default`),
  ];
  return notes.length === 0 ? '' : ` (recorded ${notes.join(', ')}; --save writes it anew)`;
}

/** Errors in what a file holds, as errors that name the file. */
function replaying<Result>(file: string, task: () => Result): Result {
  try {
    return task();
  } catch (error) {
    if (
      error instanceof CounterexampleError ||
      error instanceof DomainError ||
      error instanceof ConstantError
    )
      throw new UsageError(
        `${file} is not a counterexample that can be replayed: ${error.message}`,
      );
    throw error;
  }
}
