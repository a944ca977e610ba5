/** The producer's `acks` as a constant of a model: 0, 1, or 2 for all. */
export const ACKS_ALL = 2;
