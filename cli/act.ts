/** How a command of the command line is run. */
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** Runs a command on the terminal that its options ask for. */
export type Act = (
  options: { readonly color: boolean },
  command: (terminal: Terminal) => Promise<ExitCode>,
) => Promise<void>;

/** What a spec is chosen by. */
export const SPEC_FORMS =
  'a name (replication/kip-101), a folder (replication), a quoted pattern (replication/kip-*), ' +
  'or the path of a spec file of your own (.ts or .js)';
