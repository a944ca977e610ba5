/** `check` and `simulate`: their arguments, options and help. */
import { type Command, Option } from 'commander';
import { ORDERS, SEEDS } from '../checker/index.ts';
import { type Act, SPEC_FORMS } from './act.ts';
import { check } from './commands/check.ts';
import type { Runner } from './isolate.ts';
import { withLimits } from './limitOptions.ts';
import { MINIMIZED } from './minimize.ts';
import { refuseWithNegation } from './negation.ts';
import { positiveSeconds, positiveWhole, seedNumber, workerCount } from './numbers.ts';
import {
  addName,
  addSetting,
  type CheckFlags,
  runOptionsOf,
  type SimulateFlags,
  simulationOptionsOf,
} from './options.ts';
import type { CheckOutput } from './printing.ts';

const EXIT_CODES = `
Exit codes, the most severe of all specs (2, then 1, then 3):
  0  every verdict is the one that the spec expects
  1  some verdict is not
  2  a mistake in the call or in a spec, or a run that broke down
  3  incomplete: a limit was hit, or Ctrl-C
  141  whoever read the output closed it before its end: the rest was not checked
With --deep, that is what the deep profile expects; of several specs, those that have none are left
out, and named. With --ignore-expect, --property, --no-properties, or constants of your own, the
verdict itself decides: 0 holds; 1 violated, deadlock or unreached.`;

const SIMULATE_HELP = `
A walk ends at the first violation, whose trace is then made shorter: steps are left out, and
shortcuts looked for. The same seed gives the same result, unless --timeout or Ctrl-C ends it.

Exit codes, the most severe of all specs (2, then 1, then 3):
  1  violated or deadlock
  2  a mistake in the call or in a spec, or a run that broke down
  3  nothing was found: that is no proof, and walks never say that anything holds`;

const DEFAULT_WALKS = 10_000;
const DEFAULT_DEPTH = 100;

export function addCheck(program: Command, act: Act, runner: Runner | null): void {
  const command = program
    .command('check')
    .showHelpAfterError('(see fencepost check --help)')
    .description('search the whole state space of specs and judge what they claim')
    .argument('[spec...]', SPEC_FORMS)
    .option('--tag <tag>', 'check only those about a bug, KIP or version; of all, if none is named')
    .option('--deep', 'begin with the larger constants of the deep profile: up to minutes a spec')
    .option(
      '--set <key=value>',
      'change a constant of the model; repeatable; every spec must have it',
      addSetting,
    )
    .option('--property <name>', 'judge this property alone; repeatable', addName)
    .option('--no-properties', 'judge nothing, only explore')
    .option('--all', 'go on after the first violation: the shortest trace of each property')
    .addOption(
      new Option(
        '--order <order>',
        'which states to expand first (default: breadth-first)',
      ).choices(ORDERS),
    )
    .addOption(
      new Option(
        '--minimize <what>',
        'search for the trace with the fewest faults (crashes, expiries), and of those the shortest',
      ).choices(MINIMIZED),
    )
    .option(
      '--symmetry',
      'visit one state of all those that differ only in which individual is which (brokers, replicas)',
    )
    .option('--no-symmetry', 'visit each of them, whatever the spec says')
    .option('--ignore-expect', 'let the verdict itself decide the exit code')
    .option('--full', 'show whole states, and not only what each step changes')
    .option('--stats', 'say why the space is as large as it is, and what would make it smaller')
    .option(
      '--save <file.json>',
      'store the (first) counterexample, with its text beside it as .txt',
    )
    .option('--json', 'print one JSON object a spec, one a line');
  refuseWithNegation(command, 'symmetry');
  // Before --no-disk: else it would be on unless that is given.
  command.option(
    '--disk <folder>',
    'where the search goes on when the memory is used up (default: $TMPDIR, or /var/tmp)',
  );
  withLimits(command)
    .option(
      '--checkpoint <folder>',
      'save the search there as it goes, so that `fencepost resume` can go on with it',
    )
    .option('--no-color', 'print without colour, as NO_COLOR does')
    .addHelpText(
      'after',
      `\nExamples:
  fencepost check replication/kip-101
  fencepost check replication/kip-320 --deep
  fencepost check replication/kip-320 --set maxLeaderEpoch=3 --property strong-isr
  fencepost check replication/kip-320 --stats
  fencepost check replication/kip-320 --symmetry
  fencepost check replication/kip-320 --set maxLeaderEpoch=5 --checkpoint saved
  fencepost check durability/unclean-election --minimize faults
  fencepost check 'replication/kip-*' --json
  fencepost check --tag R05
${EXIT_CODES}`,
    )
    .action((specs: string[], flags: CheckFlags & { readonly color: boolean }) =>
      act(flags, (terminal) => {
        const choice = { patterns: specs, tag: flags.tag ?? null };
        const options = runOptionsOf(flags);
        const wanted = { choice, options, output: outputOf(flags), checkpoint: flags.checkpoint };
        return check(wanted, terminal, runner);
      }),
    );
}

export function outputOf({ json, full, save }: Pick<CheckFlags, keyof CheckOutput>): CheckOutput {
  return { json: json ?? false, full: full ?? false, save: save ?? null };
}

export function addSimulate(program: Command, act: Act, runner: Runner | null): void {
  program
    .command('simulate')
    .showHelpAfterError('(see fencepost simulate --help)')
    .description('walk about in the state space of specs at random, and judge what is met')
    .argument('[spec...]', SPEC_FORMS)
    .option('--walks <number>', 'how many walks, per spec', positiveWhole, DEFAULT_WALKS)
    .option(
      '--depth <number>',
      'how many states a walk visits at most, the initial one included',
      positiveWhole,
      DEFAULT_DEPTH,
    )
    .option(
      '--seed <number>',
      `decides every choice: from 0 to ${SEEDS - 1} (default: from the clock)`,
      seedNumber,
    )
    .option('--tag <tag>', 'only those about a bug, KIP or version; of all, if none is named')
    .option('--deep', 'begin with the larger constants of the deep profile')
    .option(
      '--set <key=value>',
      'change a constant of the model; repeatable; every spec must have it',
      addSetting,
    )
    .option('--property <name>', 'judge this property alone; repeatable', addName)
    .option('--no-properties', 'judge nothing, only walk')
    .option('--full', 'show whole states, and not only what each step changes')
    .option('--save <file.json>', 'store the counterexample, with its text beside it as .txt')
    .option('--json', 'print one JSON object a spec, one a line')
    .option('--timeout <seconds>', 'stop after this time, per spec', positiveSeconds)
    .option(
      '--workers <number>',
      'threads that walk; what is found is the same with any number (default: one a core)',
      workerCount,
    )
    .option('--no-color', 'print without colour, as NO_COLOR does')
    .addHelpText(
      'after',
      `\nExamples:
  fencepost simulate replication/kip-101
  fencepost simulate replication/kip-320 --set replicas=5 --walks 100000 --timeout 60
  fencepost simulate cluster/late-fetch --seed 7 --depth 60
${SIMULATE_HELP}`,
    )
    .action((specs: string[], flags: SimulateFlags & { readonly color: boolean }) =>
      act(flags, (terminal) => {
        const choice = { patterns: specs, tag: flags.tag ?? null };
        const wanted = { choice, options: simulationOptionsOf(flags), output: outputOf(flags) };
        return check(wanted, terminal, runner);
      }),
    );
}
