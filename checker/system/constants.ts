/** Named constants of a model, each with a range and a default. */

export interface ConstantRange {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** What it bounds, in a few words. */
  readonly about: string;
}

export type ConstantRanges = { readonly [name: string]: ConstantRange };

export type Constants<R extends ConstantRanges = ConstantRanges> = {
  readonly [Name in keyof R]: number;
};

/** Thrown for a constant that does not exist or is out of its range. */
export class ConstantError extends Error {
  override readonly name = 'ConstantError';
}

/**
 * The defaults, with some replaced.
 * @throws ConstantError for an unknown name, or a value that is not a whole number in range.
 */
export function resolveConstants<R extends ConstantRanges>(
  ranges: R,
  chosen: Partial<Constants> = {},
): Constants<R> {
  const known = Object.keys(ranges);
  for (const [name, value] of Object.entries(chosen)) {
    const range = Object.hasOwn(ranges, name) ? ranges[name] : undefined;
    if (range === undefined)
      throw new ConstantError(`there is no constant '${name}'; there is ${known.join(', ')}`);
    if (!isWholeIn(range, value))
      throw new ConstantError(
        `${name} takes a whole number from ${range.min} to ${range.max}; got ${value}`,
      );
  }
  return Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => [name, chosen[name] ?? range.default]),
  ) as Constants<R>;
}

function isWholeIn({ min, max }: ConstantRange, value: number | undefined): boolean {
  return value !== undefined && Number.isInteger(value) && value >= min && value <= max;
}

/** The same ranges with other defaults: for a spec that needs other bounds than most. */
export function withDefaults<R extends ConstantRanges>(
  ranges: R,
  defaults: Partial<Constants<R>>,
): { readonly [Name in keyof R]: ConstantRange } {
  const changed = Object.entries(ranges).map(([name, range]) => [
    name,
    { ...range, default: defaults[name] ?? range.default },
  ]);
  resolveConstants(ranges, defaults);
  return Object.fromEntries(changed) as ReturnType<typeof withDefaults<R>>;
}
