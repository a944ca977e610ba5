/** Options of `check` and `simulate` as commander parses them, made into what a run needs; contradictions refused. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { type Order, SEEDS } from '../checker/index.ts';
import { chosenDisk, usualDisk } from './disk.ts';
import { UsageError } from './errors.ts';
import { defaultMaxMemory } from './memory.ts';
import { type OrderFlags, optionFor, orderOf } from './minimize.ts';
import type { Judged, RunOptions } from './plan.ts';

export interface CheckFlags extends OrderFlags {
  readonly json?: boolean;
  readonly tag?: string;
  readonly deep?: boolean;
  readonly set?: Readonly<Record<string, number>>;
  /** False for `--no-properties`. */
  readonly properties: boolean;
  readonly property?: readonly string[];
  readonly all?: boolean;
  /** Undefined where neither `--symmetry` nor `--no-symmetry` is given. */
  readonly symmetry?: boolean;
  readonly full?: boolean;
  readonly stats?: boolean;
  readonly maxStates?: number;
  readonly timeout?: number;
  readonly maxMemory?: number;
  /** False for `--no-disk`. */
  readonly disk?: string | boolean;
  readonly checkpoint?: string;
  readonly workers?: number;
  readonly ignoreExpect?: boolean;
  readonly save?: string;
}

/** @throws UsageError for options that contradict each other. */
export function runOptionsOf(flags: CheckFlags): RunOptions {
  if (!flags.properties) {
    const useless = [
      [flags.property !== undefined, '--property'],
      [flags.all, '--all'],
      [flags.save !== undefined, '--save'],
    ].find(([given]) => given === true);
    if (useless !== undefined)
      throw new UsageError(`${useless[1]} contradicts --no-properties, which finds no violation`);
  }
  const order = orderOf(flags);
  if (flags.stats === true && order !== 'breadth-first')
    throw new UsageError(
      `--stats contradicts ${optionFor(order)}: its figures are of a search by level`,
    );
  refuseWithSymmetry(flags, order);
  return {
    deep: flags.deep ?? false,
    set: flags.set ?? {},
    judged: judgedOf(flags),
    all: flags.all ?? false,
    order,
    simulation: null,
    symmetry: flags.symmetry ?? null,
    ignoreExpect: flags.ignoreExpect ?? false,
    stats: flags.stats ?? false,
    maxStates: flags.maxStates ?? null,
    maxDepth: flags.maxDepth ?? null,
    timeoutSeconds: flags.timeout ?? null,
    maxMemory: flags.maxMemory ?? defaultMaxMemory(),
    disk: diskOf(flags, order),
    workers: workersOf(flags, order),
  };
}

/**
 * The folder where the search goes on when memory is used up: the checkpoint's, if there is to be one.
 * @throws UsageError where there can be none, but is to be.
 */
function diskOf({ disk, checkpoint, stats = false }: CheckFlags, order: Order): string | null {
  const isByLevel = order === 'breadth-first';
  for (const folder of [disk, checkpoint])
    if (typeof folder === 'string' && folder.trim() === '')
      throw new UsageError('--disk and --checkpoint take the name of a folder; got an empty one');
  if (checkpoint !== undefined) {
    if (!isByLevel || stats)
      throw new UsageError(
        `--checkpoint contradicts ${isByLevel ? '--stats' : optionFor(order)}: only a plain search by level can be saved`,
      );
    if (typeof disk === 'string')
      throw new UsageError('--disk contradicts --checkpoint, whose folder has the states too');
    return disk === false ? null : path.resolve(checkpoint);
  }
  if (typeof disk === 'string' && !isByLevel)
    throw new UsageError(
      `--disk contradicts ${optionFor(order)}: only a search by level can go on on disk`,
    );
  if (disk === false || !isByLevel) return null;
  return typeof disk === 'string' ? chosenDisk(disk) : usualDisk();
}

function refuseWithSymmetry({ symmetry, stats }: CheckFlags, order: Order): void {
  if (symmetry !== true || (order === 'breadth-first' && stats !== true)) return;
  const other = stats === true ? '--stats' : optionFor(order);
  throw new UsageError(`--symmetry contradicts ${other}, which is about the space as it is`);
}

/**
 * Threads that search together. A team goes level by level, and does not count what each action leads to.
 * @throws UsageError for more than one of them where there can be only one.
 */
function workersOf({ workers, stats = false }: CheckFlags, order: Order): number {
  if (order === 'breadth-first' && !stats) return workers ?? availableParallelism();
  if (workers !== undefined && workers > 1) {
    const other = stats ? '--stats' : optionFor(order);
    throw new UsageError(
      `--workers ${workers} contradicts ${other}, which takes one worker: leave one of them out`,
    );
  }
  return 1;
}

export interface SimulateFlags
  extends Pick<
    CheckFlags,
    | 'json'
    | 'tag'
    | 'deep'
    | 'set'
    | 'properties'
    | 'property'
    | 'full'
    | 'timeout'
    | 'save'
    | 'workers'
  > {
  readonly walks: number;
  readonly depth: number;
  readonly seed?: number;
}

/**
 * The options of a simulation; without a seed, the clock gives one.
 * @throws UsageError for options that contradict each other.
 */
export function simulationOptionsOf(flags: SimulateFlags): RunOptions {
  const { walks, depth, seed = Date.now() % SEEDS } = flags;
  // What random walks find depends on the seed: no spec can expect it.
  return {
    ...runOptionsOf(flags),
    disk: null,
    ignoreExpect: true,
    simulation: { walks, depth, seed },
  };
}

export type ResumeFlags = Pick<
  CheckFlags,
  'json' | 'full' | 'save' | 'maxStates' | 'maxDepth' | 'timeout' | 'maxMemory' | 'disk' | 'workers'
>;

/** The options that are not to be as they were when the search was saved. */
export function resumeOptionsOf(flags: ResumeFlags, folder: string): Partial<RunOptions> {
  const { maxStates, maxDepth, timeout, maxMemory, disk, workers } = flags;
  return {
    ...(maxStates === undefined ? {} : { maxStates }),
    ...(maxDepth === undefined ? {} : { maxDepth }),
    ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
    ...(maxMemory === undefined ? {} : { maxMemory }),
    ...(disk === false ? { disk: null } : {}),
    ...(disk === true ? { disk: folder } : {}),
    ...(workers === undefined ? {} : { workers }),
  };
}

function judgedOf({ properties, property }: CheckFlags): Judged {
  if (!properties) return { kind: 'none' };
  return property === undefined ? { kind: 'own' } : { kind: 'only', names: property };
}

/**
 * Reads one `--set key=value` into those before it.
 * @throws InvalidArgumentError when it is not of that form, or the key was set before.
 */
export function addSetting(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const [, key = '', value = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (key === '')
    throw new InvalidArgumentError('It takes key=value, for example maxLeaderEpoch=3.');
  if (!/^-?\d+$/.test(value))
    throw new InvalidArgumentError(`${key} takes a whole number, not '${value}'.`);
  if (Object.hasOwn(before, key))
    throw new InvalidArgumentError(`${key} is set twice, to ${before[key]} and ${value}.`);
  return { ...before, [key]: Number(value) };
}

/** Collects a repeatable option. */
export function addName(name: string, before: readonly string[] = []): readonly string[] {
  return before.includes(name) ? before : [...before, name];
}
