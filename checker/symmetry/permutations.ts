/** Permutations of the individuals of an identity type. */

export interface Permutation {
  /** The new number of each individual. */
  readonly to: readonly number[];
  /** The individual that gets each number. */
  readonly from: readonly number[];
}

/** Every permutation of `count` individuals, the one that changes nothing first. */
export function permutationsOf(count: number): Permutation[] {
  const individuals = Array.from({ length: count }, (_, individual) => individual);
  return arrangements(individuals).map((from) => ({
    from,
    to: individuals.map((individual) => from.indexOf(individual)),
  }));
}

function arrangements(individuals: readonly number[]): number[][] {
  if (individuals.length === 0) return [[]];
  return individuals.flatMap((first) =>
    arrangements(individuals.filter((other) => other !== first)).map((rest) => [first, ...rest]),
  );
}

/** A set of individuals, as a bit set, renamed. */
export function renameSet({ to }: Permutation, set: number): number {
  return to.reduce((renamed, number, one) => renamed | (((set >>> one) & 1) << number), 0);
}
