/** Folders of checkpoints: a new run's must hold none, an old run's must be of the program and model as they are. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  type Checkpoint,
  DiskError,
  readCheckpoint,
  recordFile,
  type SearchRecord,
  statesPlace,
} from '../../checker/index.ts';
import { LOADED } from '../built.ts';
import { messageOf, UsageError } from '../errors.ts';
import { makeFolder } from '../files.ts';
import type { Job } from '../jobs.ts';
import type { Plan, RunIdentity, RunOptions, SavedRun } from '../plan.ts';
import { shellWord } from '../render/finding.ts';
import { loadSpec, readSpec, type SpecReference } from '../specs/load.ts';
import { differenceOf, identityOf } from './identity.ts';
import { lockFolder } from './lock.ts';

/**
 * A job's plan, with checkpoints of it in a folder, which is made if need be.
 * @throws UsageError when the folder cannot be had, or holds a checkpoint.
 */
export async function withCheckpoints(
  { plan, loaded, argument }: Job,
  given: string,
): Promise<Plan> {
  const folder = path.resolve(given);
  const { options } = plan;
  const reference = lasting(loaded.reference);
  const identity = identityOf(loaded.reference, loaded.spec, options);
  refuseTaken(folder, identity);
  try {
    makeFolder(folder);
  } catch (error) {
    throw new UsageError(`cannot make the folder of checkpoints: ${messageOf(error)}`);
  }
  const lock = lockFolder(folder);
  // Between the look and the lock another run may have begun and ended.
  refuseTaken(folder, identity);
  const run = { reference, options, identity, argument, seconds: 0 };
  return { ...plan, checkpoint: { folder, run, lock, resume: false } };
}

/** A file by a name that means it from wherever the run goes on. */
function lasting(reference: SpecReference): SpecReference {
  return reference.kind === 'own' ? { kind: 'own', file: path.resolve(reference.file) } : reference;
}

/**
 * The job that goes on where a folder's checkpoint was made.
 * @param changed options that are not to be as they were
 * @throws UsageError when there is no checkpoint, or it is of another program, model or constants.
 */
export async function resumedJob(given: string, changed: Partial<RunOptions>): Promise<Job> {
  const folder = path.resolve(given);
  const { run, search } = readSaved(folder);
  refuseLess(changed, search);
  const { argument, identity } = run;
  const reference = await readSpec(run.reference);
  const spec = await loadSpec(reference);
  const loaded = { reference, spec, label: spec.name };
  const difference = differenceOf(identity, identityOf(reference, loaded.spec, run.options));
  if (difference !== null)
    throw new UsageError(
      `the checkpoint in ${folder} is not of ${identity.spec} as it is now: ${difference}. Its states would mean ` +
        'something else: go on with the version that made it, or check the spec anew',
    );
  const lock = lockFolder(folder);
  const options = { ...run.options, timeoutSeconds: null, ...changed };
  const plan = {
    reference,
    built: LOADED,
    options,
    // What is changed now is not to stay so.
    checkpoint: { folder, run, lock, resume: true },
  };
  return { loaded, plan, argument };
}

/**
 * Refuses limits that a saved search is beyond. One that has begun to expand the states of a level has found some of the next.
 * @throws UsageError that names the limit.
 */
export function refuseLess(
  { maxStates, maxDepth }: Partial<RunOptions>,
  {
    states,
    depth,
    head,
    levelStarts,
  }: Pick<SearchRecord, 'states' | 'depth' | 'head' | 'levelStarts'>,
): void {
  const isBegun = head > (levelStarts.at(-1) ?? 0);
  const wanted = [
    ['--max-states', maxStates, states],
    ['--max-depth', maxDepth, isBegun ? depth + 1 : depth],
  ] as const;
  for (const [option, most, saved] of wanted)
    if (most !== undefined && most !== null && most < saved)
      throw new UsageError(`${option} ${most}: the search that was saved is at ${saved} already`);
}

function refuseTaken(folder: string, identity: RunIdentity): void {
  const { file } = statesPlace(folder, false);
  if (!existsSync(recordFile(folder))) {
    if (!existsSync(file)) return;
    throw new UsageError(
      `${file} is there, but no checkpoint that it belongs to: remove it, or choose another folder`,
    );
  }
  const { run, search } = readSaved(folder);
  const difference = differenceOf(run.identity, identity);
  const other = difference === null ? '' : `, and not of this run: ${difference}`;
  throw new UsageError(
    `${folder} holds a checkpoint of ${run.identity.spec} at depth ${search.depth}${other}. ` +
      `Go on with it: fencepost resume ${shellWord(folder)}; or choose another folder`,
  );
}

/** @throws UsageError when there is none, or it is damaged. */
export function readSaved(folder: string): Checkpoint<SavedRun> {
  try {
    return readCheckpoint<SavedRun>(folder);
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    throw new UsageError(
      existsSync(recordFile(folder))
        ? `there is no checkpoint to go on with: ${error.message}. Check the spec anew, with another folder`
        : `there is no checkpoint in ${folder}: \`fencepost check <spec> --checkpoint <folder>\` makes one`,
    );
  }
}
