/** `fencepost resume` goes on with a search that `check --checkpoint` saved. */
import { refuseStale } from '../built.ts';
import { resumedJob } from '../checkpoint/folder.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Runner } from '../isolate.ts';
import { runJobs } from '../jobs.ts';
import type { RunOptions } from '../plan.ts';
import type { CheckOutput } from '../printing.ts';
import type { Terminal } from '../terminal.ts';

export interface ResumeRequest {
  readonly folder: string;
  /** Options that are not to be as they were. */
  readonly changed: Partial<RunOptions>;
  readonly output: CheckOutput;
}

export async function resume(
  { folder, changed, output }: ResumeRequest,
  terminal: Terminal,
  firstRunner: Runner | null,
): Promise<ExitCode> {
  refuseStale();
  const job = await resumedJob(folder, changed);
  return runJobs(
    { jobs: [job], asked: null, options: job.plan.options, output },
    terminal,
    firstRunner,
  );
}
