/** The commands, their arguments and their help. */
import { Command, CommanderError } from 'commander';
import { placeText } from '../checker/index.ts';
import { type Act, SPEC_FORMS } from './act.ts';
import { refuseStale } from './built.ts';
import { type AuditFlags, audit } from './commands/audit.ts';
import { type ListOptions, list } from './commands/list.ts';
import { type ReplayOptions, replay } from './commands/replay.ts';
import { type ShowOptions, show } from './commands/show.ts';
import { Ended, messageOf, stackOf, UsageError } from './errors.ts';
import { type ExitCode, OK, USAGE } from './exit-codes.ts';
import type { Runner } from './isolate.ts';
import { positiveSeconds, positiveWhole } from './numbers.ts';
import { addSetting } from './options.ts';
import { wrap } from './render/layout.ts';
import { addResume } from './resumeCommand.ts';
import { addCheck, addSimulate } from './searchCommands.ts';
import { type Streams, terminalOf, WIDEST } from './terminal.ts';

/** What a command line runs in. */
export interface Surroundings extends Streams {
  readonly version: string;
  /** A process for the first search, if one was started ahead. */
  readonly runner: Runner | null;
}

/** Runs a command line, and says with which code to exit. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let code: ExitCode = OK;
  const act: Act = async (options, command) => {
    // With another process to search, that is done meanwhile.
    if (surroundings.runner === null) refuseStale();
    code = await command(terminalOf(surroundings, options.color));
  };
  const program = createProgram(surroundings);
  addCheck(program, act, surroundings.runner);
  addResume(program, act, surroundings.runner);
  addSimulate(program, act, surroundings.runner);
  addList(program, act);
  addShow(program, act);
  addReplay(program, act);
  addAudit(program, act);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? OK : USAGE;
    if (error instanceof Ended) return error.code;
    const message = error instanceof UsageError ? error.message : unexpectedText(error);
    surroundings.stderr.write(`${errorText(`error: ${message}`)}\n`);
    return USAGE;
  }
}

/** What to say of something that was thrown where nobody waits for it, as in a timer. */
export function strayText(error: unknown): string {
  const place = placeText(error);
  const message =
    place === ''
      ? unexpectedText(error)
      : `a spec file, or what it imports, throws where nothing catches it: ${messageOf(error)}${place}`;
  return `${errorText(`error: ${message}`)}\n`;
}

function unexpectedText(error: unknown): string {
  return `this should not happen; if it is not a model of your own that throws, please report it\n${stackOf(error)}`;
}

function createProgram({ stdout, stderr, version }: Surroundings): Command {
  return new Command('fencepost')
    .description("An exhaustive model checker for Kafka's control plane.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(errorText(text)),
    })
    .showHelpAfterError('(see fencepost --help)')
    .addHelpText(
      'after',
      '\nExample:\n  fencepost check replication/truncate-to-high-watermark\n\n' +
        'Each command has its own --help.',
    );
}

function addList(program: Command, act: Act): void {
  program
    .command('list')
    .showHelpAfterError('(see fencepost list --help)')
    .description('list the specs: name, expected verdict, title')
    .argument('[spec...]', 'names, folders, quoted patterns, or words to search for (default: all)')
    .option('--tag <tag>', 'only those with this tag, such as KIP-320 or KAFKA-6880')
    .option('--json', 'print one JSON array')
    .option('--no-color', 'print without colour, as NO_COLOR does')
    .addHelpText('after', '\nExample:\n  fencepost list --tag KIP-320')
    .action((specs: string[], options: ListOptions & { readonly color: boolean }) =>
      act(options, (terminal) => list(specs, options, terminal)),
    );
}

function addShow(program: Command, act: Act): void {
  program
    .command('show')
    .showHelpAfterError('(see fencepost show --help)')
    .description('show one spec: what it claims, its constants, properties and actions')
    .argument('<spec>', SPEC_FORMS)
    .option('--deep', 'with the larger constants of the deep profile')
    .option('--set <key=value>', 'with this constant of the model; repeatable', addSetting)
    .option('--json', 'print one JSON object')
    .option('--no-color', 'print without colour, as NO_COLOR does')
    .addHelpText('after', '\nExample:\n  fencepost show replication/kip-320')
    .action((spec: string, options: ShowOptions & { readonly color: boolean }) =>
      act(options, (terminal) => show(spec, options, terminal)),
    );
}

function addReplay(program: Command, act: Act): void {
  program
    .command('replay')
    .showHelpAfterError('(see fencepost replay --help)')
    .description(
      'execute stored counterexamples again on the models as they are now, or under the rules of another spec; of several, ' +
        'only those that no longer break are shown with their steps',
    )
    .argument('<file...>', 'files that `check --save` wrote')
    .option(
      '--spec <spec>',
      'the spec to execute them on: the file of your own that they are of, or another one of the same model, to see ' +
        'where its rules prevent them',
    )
    .option('--full', 'show whole states, and not only what each step changes')
    .option('--no-color', 'print without colour, as NO_COLOR does')
    .addHelpText(
      'after',
      `\nExamples:
  fencepost replay counterexamples/replication/kip-101.json
  fencepost replay counterexamples/replication/*.json --spec replication/kip-320

Exit codes: 0 it still breaks; 1 it no longer does, or is prevented under the spec that is given;
2 the file cannot be replayed, or not be followed there.`,
    )
    .action((files: string[], options: ReplayOptions & { readonly color: boolean }) =>
      act(options, (terminal) => replay(files, options, terminal)),
    );
}

function addAudit(program: Command, act: Act): void {
  program
    .command('audit')
    .showHelpAfterError('(see fencepost audit --help)')
    .description('find out whether --symmetry is sound for a spec: are its individuals alike?')
    .argument('<spec>', SPEC_FORMS)
    .option(
      '--states <number>',
      'compare this many states with renamed ones',
      positiveWhole,
      10_000,
    )
    .option('--deep', 'begin with the larger constants of the deep profile')
    .option('--set <key=value>', 'change a constant of the model; repeatable', addSetting)
    .option('--max-states <number>', 'visit no more states than this', positiveWhole)
    .option('--timeout <seconds>', 'visit no more states after this time', positiveSeconds)
    .option('--json', 'print one JSON object')
    .option('--no-color', 'print without colour, as NO_COLOR does')
    .addHelpText(
      'after',
      `
Example:
  fencepost audit replication/kip-320 --states 1000

Visits the states with symmetry, and compares some of them, or all if there are no more, with each
state that differs from them only in names: the same properties must hold there, and the same steps
be possible. Exit codes: 0 they are alike; 2 they are not, so that --symmetry would be unsound, or
there is nothing to rename.`,
    )
    .action((spec: string, flags: AuditFlags & { readonly color: boolean }) =>
      act(flags, (terminal) => audit(spec, flags, terminal)),
    );
}

/** Messages may be long, and of several lines. */
function errorText(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrap(line, WIDEST, '  '))
    .join('\n');
}
