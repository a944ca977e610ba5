/**
 * Delta debugging (Zeller and Hildebrandt, 2002): leaves out parts of a path, large ones first, for as
 * long as what is sought is still found. Whatever is left is executed again from the start, under the
 * guards: steps that are blocked now are left out as well.
 */
import type { Path } from '../search/trace.ts';
import { expandAt, type Ground, type Sought, stepOf, type Terrain, take } from './terrain.ts';

/**
 * Reduces a path until no single step can be left out. Yields after each attempt, with the shortest path
 * so far.
 */
export function* reduced(terrain: Terrain, sought: Sought, path: Path): Generator<Path, Path> {
  const { start } = path;
  let { steps } = path;
  let parts = 2;
  while (steps.length > 0) {
    const size = Math.ceil(steps.length / parts);
    let shorter: readonly number[] | null = null;
    for (let from = 0; from < steps.length && shorter === null; from += size) {
      shorter = follow(terrain, sought, start, steps.toSpliced(from, size));
      yield { start, steps: shorter ?? steps };
    }
    if (shorter === null && size === 1) break;
    steps = shorter ?? steps;
    parts = shorter === null ? 2 * parts : Math.max(2, parts - 1);
  }
  return { start, steps };
}

/**
 * Takes steps from an initial state, but for those that are blocked, until what is sought is found.
 * Returns the steps taken up to there; null when it is not found.
 */
export function follow(
  terrain: Terrain,
  sought: Sought,
  start: number,
  steps: readonly number[],
): number[] | null {
  const taken: number[] = [];
  let state = terrain.roots[start] as Int32Array;
  try {
    if (violates(terrain, sought, state)) return taken;
    for (const instance of steps) {
      const after = take(terrain, state, instance);
      if (after === null) continue;
      taken.push(instance);
      if (sought?.kind === 'step' && breaksStep(terrain, sought, instance)) return taken;
      if (violates(terrain, sought, after)) return taken;
      state = after;
    }
    return sought === null && expandAt(terrain, state) === 0 ? taken : null;
  } catch {
    // A fault elsewhere in the model: this way does not lead to what is sought.
    return null;
  }
}

/** Whether a state violates an `always` property. */
export function violates({ machine }: Terrain, sought: Sought, state: Int32Array): boolean {
  if (sought?.kind !== 'always') return false;
  machine.show(state, 0);
  return !sought.holds(machine.view);
}

/** Whether the step that was just taken violates the property. */
export function breaksStep(ground: Ground, sought: StepSought, instance: number): boolean {
  const { machine } = ground;
  return !sought.holds(machine.loadedView, machine.view, stepOf(ground, instance));
}

type StepSought = Extract<Sought, { readonly kind: 'step' }>;
