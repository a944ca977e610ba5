/**
 * `fencepost check` searches the state space of each spec and judges what it claims; `fencepost simulate`
 * walks about in it at random.
 */
import { refuseStale } from '../built.ts';
import { withCheckpoints } from '../checkpoint/folder.ts';
import { UsageError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Runner } from '../isolate.ts';
import { type Job, runJobs, type Work } from '../jobs.ts';
import { planRun, type RunOptions } from '../plan.ts';
import type { CheckOutput } from '../printing.ts';
import { wrap } from '../render/layout.ts';
import {
  EVERYTHING,
  isLoaded,
  type LoadedSpec,
  namesAsked,
  type Selected,
  trySpecs,
  withTag,
} from '../specs/select.ts';
import { type Terminal, WIDEST } from '../terminal.ts';

/** Which specs to check: those that are named, or all; of them those with a tag, if there is one. */
export interface Choice {
  readonly patterns: readonly string[];
  readonly tag: string | null;
}

/** What `check` and `simulate` are asked to do. */
export interface CheckRequest {
  readonly choice: Choice;
  readonly options: RunOptions;
  readonly output: CheckOutput;
  /** The folder to save the search in, if it is to be saved. */
  readonly checkpoint?: string | undefined;
}

export async function check(
  { choice, options, output, checkpoint }: CheckRequest,
  terminal: Terminal,
  firstRunner: Runner | null,
): Promise<ExitCode> {
  const selected = withProfile(await chosenSpecs(choice), options, terminal);
  const [only, ...others] = selected;
  // Of several it is no reason not to check the others.
  if (only !== undefined && !isLoaded(only) && others.length === 0) throw new UsageError(only.why);
  const jobs = selected.map((one) => (isLoaded(one) ? jobOf(one, options) : one));
  const asked = choice.tag === null ? namesAsked(choice.patterns) : null;
  const saved = checkpoint === undefined ? jobs : [await savedIn(checkpoint, jobs, asked)];
  return runJobs({ jobs: saved, asked, options, output }, terminal, firstRunner);
}

async function savedIn(
  folder: string,
  [job, ...others]: Work['jobs'],
  asked: Work['asked'],
): Promise<Job> {
  if (job === undefined || !('plan' in job) || others.length > 0)
    throw new UsageError(`--checkpoint takes one spec; ${others.length + 1} are chosen`);
  refuseStale(asked);
  return { ...job, plan: await withCheckpoints(job, folder) };
}

async function chosenSpecs({ patterns, tag }: Choice): Promise<readonly Selected[]> {
  if (patterns.length === 0 && tag === null)
    throw new UsageError('name the specs, or choose them with --tag; `fencepost list` has both');
  const selected = await trySpecs(patterns.length === 0 ? [EVERYTHING] : patterns);
  if (tag === null) return selected;
  // One that cannot be loaded may have had it.
  const kept = selected.filter((one) => !isLoaded(one) || one.spec.tags.includes(tag));
  return kept.length > 0 ? kept : withTag(selected.filter(isLoaded), tag);
}

/**
 * Without those of several specs that have no deep profile, where that is asked for; it says which. One
 * alone is left to be refused, and so are all if none has any.
 */
function withProfile(
  selected: readonly Selected[],
  { deep }: RunOptions,
  terminal: Terminal,
): readonly Selected[] {
  const kept = selected.filter((one) => !deep || !isLoaded(one) || one.spec.deep !== undefined);
  if (kept.length === 0 || kept.length === selected.length) return selected;
  const without = selected.filter((one) => !kept.includes(one)).map(({ label }) => label);
  const names = `${without.length} of ${selected.length} specs have no deep profile: ${without.join(', ')}`;
  terminal.warn(wrap(`left out: ${names}`, WIDEST, '  '));
  return kept;
}

function jobOf(loaded: LoadedSpec, options: RunOptions): Job {
  const { reference, spec } = loaded;
  return {
    loaded,
    plan: planRun(reference, spec, options),
    argument: reference.kind === 'own' ? reference.file : reference.name,
  };
}
