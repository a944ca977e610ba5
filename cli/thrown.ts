/** What a person's own file threw. */
import { placeText } from '../checker/index.ts';
import { messageOf } from './errors.ts';

/** Its message, and in which line it was thrown, where that is known. */
export function thrownMessage(error: unknown): string {
  return messageOf(error) + placeText(error);
}
