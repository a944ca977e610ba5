/** What a spec file exports, while nothing is known of it. */

export type Fields = Readonly<Record<string, unknown>>;

/** Ends the check of a spec file with what is wrong with it. */
export type Refuse = (why: string) => never;

/** Whether a value has fields to look at. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
