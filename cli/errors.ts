import { constants } from 'node:os';

/** What a person can put right: it is printed as one message, without a stack, and exits with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const LONGEST = 600;
const KEPT = 200;

/** Without most of a message that has a value in it which is as long as a file: what is wrong stands before and after it. */
export function bounded(message: string): string {
  if (message.length <= LONGEST) return message;
  return `${message.slice(0, KEPT)}...${message.slice(-KEPT)}`;
}

/** For what nobody expected: where it was thrown, too. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A signal has ended the command: nothing is left to be said, and what is under way is given up. */
export class Ended extends Error {
  override readonly name = 'Ended';
  /** As shells count it. */
  readonly code: number;

  constructor(signal: NodeJS.Signals) {
    super(signal);
    this.code = 128 + constants.signals[signal];
  }
}
