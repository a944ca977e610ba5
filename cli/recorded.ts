/** A stored counterexample, and what it takes to execute it: its spec, its constants, and errors that name the file. */
import {
  ConstantError,
  type Counterexample,
  CounterexampleError,
  DomainError,
  hint,
  type Reshaped,
  readCounterexample,
  type Spec,
} from '../checker/index.ts';
import { UsageError } from './errors.ts';
import { readJson } from './files.ts';
import type { TraceOptions } from './render/trace.ts';
import { builtInNames } from './specs/catalogue.ts';

/** A counterexample, and what to execute it on. */
export interface Call {
  readonly file: string;
  readonly counterexample: Counterexample;
  readonly spec: Spec;
  readonly specArgument: string;
  readonly single: boolean;
  readonly layout: TraceOptions;
}

export const NO_COUNTEREXAMPLE = 'is not a counterexample that can be replayed';

/** @throws UsageError for a file that is not there, or holds no counterexample */
export function readFile(file: string): Counterexample {
  const json = readJson(file);
  return replaying(`${file} ${NO_COUNTEREXAMPLE}`, () => readCounterexample(json));
}

/**
 * Only a name: a counterexample does not choose which file of yours is executed.
 * @throws UsageError where no spec that comes with Fencepost has it
 */
export function builtInSpec({ spec }: Counterexample, file: string): string {
  const known = builtInNames();
  if (known.includes(spec)) return spec;
  throw new UsageError(
    `${file} is of spec '${spec}', which does not come with Fencepost${hint(spec, known)} ` +
      'The file of a spec of your own is named with --spec',
  );
}

/**
 * The constants that a counterexample was found with. A constant that the spec has by now, and had not then, has its default.
 * @throws UsageError where one was renamed
 */
export function constantsFor(
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

/** `without brokers[b1].late`, `without the constant lateRequests, which has its default` */
export function notesOf(
  reshaped: Reshaped | null,
  defaulted: readonly string[],
): readonly string[] {
  return [
    ...(reshaped?.added ?? []).map((path) => `without ${path}`),
    ...(reshaped?.gone ?? []).map((path) => `with ${path}, which there is no more`),
    ...defaulted.map((name) => `without the constant ${name}, which has its default`),
  ];
}

/** Errors in what a file holds, as errors that begin with what cannot be done with it. */
export function replaying<Done>(cannot: string, task: () => Done): Done {
  try {
    return task();
  } catch (error) {
    if (
      error instanceof CounterexampleError ||
      error instanceof DomainError ||
      error instanceof ConstantError
    )
      throw new UsageError(`${cannot}: ${error.message}`);
    throw error;
  }
}
