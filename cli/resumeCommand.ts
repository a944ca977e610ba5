/** `resume`: its argument, options and help. */
import type { Command } from 'commander';
import type { Act } from './act.ts';
import { resume } from './commands/resume.ts';
import type { Runner } from './isolate.ts';
import { withLimits } from './limitOptions.ts';
import { type ResumeFlags, resumeOptionsOf } from './options.ts';
import { outputOf } from './searchCommands.ts';

export function addResume(program: Command, act: Act, runner: Runner | null): void {
  const command = program
    .command('resume')
    .showHelpAfterError('(see fencepost resume --help)')
    .description('go on with a search that `check --checkpoint` saved')
    .argument('<folder>', 'the folder that was given to --checkpoint')
    .option('--full', 'show whole states, and not only what each step changes')
    .option(
      '--save <file.json>',
      'store the (first) counterexample, with its text beside it as .txt',
    )
    .option('--json', 'print one JSON object');
  // Before --no-disk: else it would be on unless that is given.
  command.option(
    '--disk',
    'go on on disk after all, in the same folder, where --no-disk was given',
  );
  withLimits(command)
    .option('--no-color', 'print without colour, as NO_COLOR does')
    .addHelpText(
      'after',
      `
Example:
  fencepost check replication/kip-320 --set maxLeaderEpoch=5 --checkpoint saved
  fencepost resume saved

Verdict, counts and traces are those of a run that was never interrupted. What is not given is as it
was for \`check\`, but for --timeout. A checkpoint of another version, model or constants is refused.
The exit codes are those of \`check\`.`,
    )
    .action((folder: string, flags: ResumeFlags & { readonly color: boolean }) =>
      act(flags, (terminal) =>
        resume(
          { folder, changed: resumeOptionsOf(flags, folder), output: outputOf(flags) },
          terminal,
          runner,
        ),
      ),
    );
}
