/**
 * What a state does, in two numbers: what properties say of it, and a sum over its steps. A state and a renamed one
 * whose digests are equal behave alike, but for one pair in four billion; where they differ, the steps decide.
 */
import type { Machine } from '../search/machine.ts';
import type { Instance } from '../system/instances.ts';
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

/**
 * The digests of the loaded state and its steps, as they would be under each of some renamings.
 * @throws whatever the model throws
 */
export function digestsUnder(
  renamings: readonly Renaming[],
  machine: Machine,
  symmetry: Symmetry,
  takeSteps: TakeSteps,
): Digest[] {
  const answers = answersAboutState(machine);
  const sums = renamings.map(() => 0);
  const after = new Int32Array(machine.layout.largest.length);
  takeSteps((number) => {
    const said = answersAboutStep(machine, machine.instances[number] as Instance);
    for (let nth = 0; nth < renamings.length; nth++) {
      symmetry.rename(machine.slots, after, renamings[nth] as Renaming);
      sums[nth] = (sums[nth] as number) + hashOf(after, said);
    }
  });
  return sums.map((steps) => ({ answers, steps }));
}

function answersAboutState({ model, view }: Machine): number {
  let said = 0;
  for (const property of model.properties) {
    if (property.kind === 'always' || property.kind === 'sometimes')
      said = withAnswer(said, property.holds(view));
  }
  return said;
}

/** About the step from the loaded state to the one in the slots, and about that. */
function answersAboutStep({ model, loadedView, view }: Machine, instance: Instance): number {
  const step = { name: instance.action.name, parameters: instance.parameters };
  let said = 0;
  for (const property of model.properties) {
    const holds =
      property.kind === 'step' || property.kind === 'sometimes-step'
        ? property.holds(loadedView, view, step)
        : property.holds(view);
    said = withAnswer(said, holds);
  }
  return said;
}

function withAnswer(said: number, holds: boolean): number {
  return mixed(said, holds ? 1 : 2);
}

/** MurmurHash3. Well spread, as hashes are added: with less, what steps have the other way round would not show. */
function hashOf(row: Int32Array, seed: number): number {
  let hash = seed;
  for (let slot = 0; slot < row.length; slot++) hash = mixed(hash, row[slot] as number);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mixed(hash: number, number: number): number {
  const product = Math.imul(number, 0xcc9e2d51);
  const mixed = hash ^ Math.imul((product << 15) | (product >>> 17), 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
