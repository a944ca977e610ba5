/** Options of `check` as commander parses them, made into what a run needs; contradictions refused. */
import { InvalidArgumentError } from 'commander';
import { UsageError } from './errors.ts';
import { defaultMaxMemory } from './numbers.ts';
import type { Judged, RunOptions } from './plan.ts';

export interface CheckFlags {
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
  readonly maxStates?: number;
  readonly maxDepth?: number;
  readonly timeout?: number;
  readonly maxMemory?: number;
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
  return {
    deep: flags.deep ?? false,
    set: flags.set ?? {},
    judged: judgedOf(flags),
    all: flags.all ?? false,
    symmetry: flags.symmetry ?? null,
    ignoreExpect: flags.ignoreExpect ?? false,
    maxStates: flags.maxStates ?? null,
    maxDepth: flags.maxDepth ?? null,
    timeoutSeconds: flags.timeout ?? null,
    maxMemory: flags.maxMemory ?? defaultMaxMemory(),
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
