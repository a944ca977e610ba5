/** Thrown for a model that is not well-formed, before any state is visited. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}
