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
import { differsLines } from '../render/mismatch.ts';
import { reportFinding } from '../report.ts';
import { builtInNames } from '../specs/catalogue.ts';
import { selectSpec } from '../specs/select.ts';
import { buildModel } from '../specs/validate.ts';
import { type Terminal, WIDEST } from '../terminal.ts';
import { thrownMessage } from '../thrown.ts';

export interface ReplayOptions {
  readonly full?: boolean;
  /** The spec file, for counterexamples of a spec that does not come with Fencepost. */
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
  if (!single) terminal.print([...(codes.includes(UNEXPECTED) ? [] : ['']), countText(codes)]);
  return mostSevere(codes);
}

const OUTCOMES = ['still break', 'NO LONGER break', 'cannot be replayed'] as const;

function countText(codes: readonly ExitCode[]): string {
  const [breaks, differs, fails] = OUTCOMES;
  const found = codes.map((code) => (code === OK ? breaks : code === UNEXPECTED ? differs : fails));
  return `${codes.length} counterexamples: ${countsText(OUTCOMES, found)}`;
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
  const { property } = counterexample;
  const { constants, defaulted } = constantsFor(spec, counterexample, file);
  const model = replaying(file, () =>
    buildModel(spec, resolveConstants(spec.constants, constants)),
  );
  const result = replaying(file, () => replayOn(model, counterexample));
  const since = sinceText(result.reshaped, defaulted);
  if (result.kind === 'differs') {
    const headline = `${file} no longer breaks ${property}${since}`;
    print([...differsLines(headline, model, result, layout), '']);
    return UNEXPECTED;
  }
  const finding = reportFinding({ spec: spec.name, constants, model }, result.finding);
  const headline = wrap(`${file} still breaks ${property}${since}`, width);
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
  { spec: name, constants: stored }: Counterexample,
  file: string,
): { readonly constants: Counterexample['constants']; readonly defaulted: readonly string[] } {
  if (spec.name !== name)
    throw new UsageError(`${file} is of spec '${name}', but the spec given is '${spec.name}'`);
  const defaulted = Object.keys(spec.constants).filter((constant) => !(constant in stored));
  const unknown = Object.keys(stored).filter((constant) => !(constant in spec.constants));
  const [missing] = defaulted;
  // One that was renamed is missing by its new name, and stored by its old one.
  if (missing !== undefined && unknown.length > 0)
    throw new UsageError(
      `${file} has no value for the constant ${missing} of ${name}; it has one for ${unknown.join(', ')}, which ` +
        `${name} does not have${hint(missing, unknown).replace(/[.]$/, '')}`,
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
