/** A bug and its repair are two specs, one of them named for the other: `...` and `...-repaired`. */
import { type Model, type Rules, resolveConstants } from '../../checker/index.ts';
import { builtInNames } from './catalogue.ts';
import { loadSpec, type SpecReference } from './load.ts';
import { buildModel } from './validate.ts';

const REPAIRED = '-repaired';

export interface Counterpart {
  readonly name: string;
  /** Its rules where they are others than those of the spec that it is compared with. */
  readonly rules: Rules;
}

/** The other spec of a pair, or null for a spec that has none. */
export async function counterpartOf(
  reference: SpecReference,
  { rules = {} }: Model,
): Promise<Counterpart | null> {
  if (reference.kind === 'own') return null;
  const name = reference.name.endsWith(REPAIRED)
    ? reference.name.slice(0, -REPAIRED.length)
    : `${reference.name}${REPAIRED}`;
  if (!builtInNames().includes(name)) return null;
  const spec = await loadSpec({ kind: 'built-in', name });
  const other = buildModel(spec, resolveConstants(spec.constants)).rules ?? {};
  const differing = Object.entries(other).filter(([rule, value]) => rules[rule] !== value);
  return { name, rules: Object.fromEntries(differing) };
}
