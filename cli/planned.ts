/** The spec of a plan, in the process and each of the threads that do it: the same one in all of them. */
import type { Spec } from '../checker/index.ts';
import { builtAt } from './built.ts';
import { UsageError } from './errors.ts';
import type { Plan } from './plan.ts';
import { loadSpec } from './specs/load.ts';

/** @throws UsageError where the program was built anew since: what it is made of now may be another model. */
export async function plannedSpec({ reference, built }: Plan): Promise<Spec> {
  const spec = await loadSpec(reference);
  if (builtAt() !== built)
    throw new UsageError('the program was built anew while it ran; run it again');
  return spec;
}
