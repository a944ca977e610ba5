/**
 * What a state does, in two numbers: what properties say of it, and a sum over its steps. A state and a renamed one
 * whose digests are equal behave alike, but for one pair in four billion; where they differ, the steps decide.
 */
import type { Machine } from '../search/machine.ts';
import { finished, mixed } from '../store/mixing.ts';
import type { Instance } from '../system/instances.ts';
import { answersAboutState, answersAboutStep } from './answers.ts';
import type { Symmetry } from './canonical.ts';
import type { Renaming } from './renamings.ts';

export interface Digest {
  /** What each property of states says of it. */
  readonly answers: number;
  /** Over all steps, the sum of a hash of the state after it and of what each property says of it. */
  readonly steps: number;
}

/**
 * Takes every step from the loaded state, and calls `note` with its instance after each, before the state is put
 * back. What it throws need not say whose fault it is.
 */
export type TakeSteps = (note: (instance: number) => void) => void;

/** Who has a state loaded, and can take its steps. */
export interface Subject {
  readonly machine: Machine;
  readonly symmetry: Symmetry;
  readonly takeSteps: TakeSteps;
}

/**
 * The digests of the loaded state and its steps, as they would be under each of some renamings.
 * @throws whatever the model throws
 */
export function digestsUnder(
  renamings: readonly Renaming[],
  { machine, symmetry, takeSteps }: Subject,
): Digest[] {
  const answers = hashOfAnswers(answersAboutState(machine));
  const sums = renamings.map(() => 0);
  const after = new Int32Array(machine.layout.largest.length);
  takeSteps((number) => {
    const said = hashOfAnswers(answersAboutStep(machine, machine.instances[number] as Instance));
    for (let nth = 0; nth < renamings.length; nth++) {
      symmetry.rename(machine.slots, after, renamings[nth] as Renaming);
      sums[nth] = (sums[nth] as number) + hashOf(after, said);
    }
  });
  return sums.map((steps) => ({ answers, steps }));
}

function hashOfAnswers(answers: readonly number[]): number {
  let hash = 0;
  for (let nth = 0; nth < answers.length; nth++) hash = mixed(hash, answers[nth] as number);
  return hash;
}

/** Well spread, as hashes are added: with less, what steps have the other way round would not show. */
function hashOf(row: Int32Array, seed: number): number {
  let hash = seed;
  for (let slot = 0; slot < row.length; slot++) hash = mixed(hash, row[slot] as number);
  return finished(hash) >>> 0;
}
