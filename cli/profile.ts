/** The bounds that a spec comes with: the default ones, and the deeper ones of `check --deep`. */
import { type Constants, type Expectation, resolveConstants, type Spec } from '../checker/index.ts';
import { UsageError } from './errors.ts';

export interface Profile {
  readonly constants: Constants;
  /** What a run at these constants must find. */
  readonly expect: Expectation;
}

/**
 * A spec's default profile, or its deep one.
 * @throws UsageError for a spec that has no deep one.
 */
export function profileOf(spec: Spec, deep: boolean): Profile {
  const { name, constants, expect } = spec;
  if (!deep) return { constants: resolveConstants(constants), expect };
  if (spec.deep === undefined)
    throw new UsageError(
      `spec ${name} has no deep profile; leave out --deep and choose constants with --set, ` +
        'or give the spec a `deep`',
    );
  return {
    constants: resolveConstants(constants, spec.deep.constants),
    expect: spec.deep.expect,
  };
}
