/** Verdicts in words: the headline of a run, and what was expected of it. */
import { match, P } from 'ts-pattern';
import type { Expectation, Limit } from '../../checker/index.ts';
import { chance } from '../numbers.ts';
import type { SpecReport } from '../report.ts';
import type { Paint } from '../terminal.ts';
import { anyFaultsText, coveredText, findingByFaults, safeText } from './faults.ts';
import { counted } from './layout.ts';
import { nothingFoundText } from './simulation.ts';

/** What goes after the verdict's word: `strong-isr in 8 steps (9 states)`. */
export function verdictDetail(report: SpecReport): string {
  const distinct = distinctText(report);
  return match(report)
    .returnType<string>()
    .with(
      { verdict: P.union('violated', 'deadlock') },
      ({ findings: [first, ...others], faults }) => {
        const more = others.length === 0 ? '' : `, and ${counted(others.length, 'more violation')}`;
        if (first === undefined) return more;
        return `${findingByFaults(first, faults)}${more}${safeText(first, faults)}`;
      },
    )
    .with(
      { verdict: 'unreached' },
      ({ unreached, renamed }) =>
        `${unreached.join(', ')} (never seen, in all ${distinct}${renamedText(renamed)})`,
    )
    .with({ verdict: 'holds', judged: [] }, () => `all ${distinct}; no property was judged`)
    .with(
      { verdict: 'holds' },
      ({ faults, disk, renamed }) =>
        `exhaustively, over all ${distinct}${renamedText(renamed)}${anyFaultsText(faults)}${omissionText(disk)}`,
    )
    .with({ verdict: 'incomplete', simulation: P.nonNullable }, ({ simulation, limit, judged }) => {
      const nothing = nothingFoundText(simulation, judged.length > 0);
      return limit === null ? nothing : `${nothing}: ${limitText(limit)}`;
    })
    .with({ verdict: 'incomplete' }, (incomplete) => {
      const { limit } = incomplete;
      return `no violation within ${distinct}${partText(incomplete)}: ${limitText(limit)}`;
    })
    .with({ verdict: 'invalid-model' }, ({ invalid }) => invalid?.message ?? '')
    .exhaustive();
}

/** Which part of the space was visited as a whole, if any was. */
function partText({ coveredDepth, faults }: SpecReport): string {
  if (faults !== null) return coveredText(faults);
  return coveredDepth > 0 ? ` (every state to depth ${coveredDepth} was visited)` : '';
}

/** `737,794 distinct states`, and in which sense distinct. */
export function distinctText({
  distinct,
  symmetry,
}: Pick<SpecReport, 'distinct' | 'symmetry'>): string {
  return `${counted(distinct, 'distinct state')}${symmetry ? ' up to renaming' : ''}`;
}

/** That individuals are alike is a claim of whoever asked for symmetry, looked into in a sample. */
function renamedText(renamed: number | null): string {
  return renamed === null
    ? ''
    : `, if all individuals are alike (${counted(renamed, 'state')} compared)`;
}

/** States on disk are told from new ones by fingerprints, which may be the same by chance. */
function omissionText(disk: SpecReport['disk']): string {
  return disk === null ? '' : `, but for a chance of ${chance(disk.omission)} that one was missed`;
}

/** One word for the headline and the summary. */
export function verdictWord({ verdict, judged }: SpecReport): string {
  return verdict === 'holds' && judged.length === 0 ? 'explored' : verdict;
}

/** The verdict's word in its colour. */
export function paintVerdict(report: SpecReport, text: string, paint: Paint): string {
  return match(report.verdict)
    .with('holds', () => paint.green(text))
    .with('violated', 'deadlock', 'invalid-model', () => paint.red(text))
    .with('unreached', 'incomplete', () => paint.yellow(text))
    .exhaustive();
}

export function limitText(limit: Limit | null): string {
  return match(limit)
    .with('max-states', () => '--max-states was reached')
    .with('max-depth', () => '--max-depth was reached')
    .with('max-memory', () => 'the memory allowed was used up (--max-memory)')
    .with('disk', () => 'nothing more could be written to disk')
    .with('timeout', () => 'the time was up (--timeout)')
    .with('interrupted', () => 'it was interrupted')
    .with(null, () => 'the search ended')
    .exhaustive();
}

/** An expectation in words: `violated strong-isr in 8 steps`. */
export function expectationText(expect: Expectation): string {
  const found = match(expect)
    .with({ verdict: 'holds' }, () => 'holds')
    .with(
      { verdict: 'violated' },
      ({ property, steps }) => `violated ${property}${stepsText(' in', steps)}`,
    )
    .with({ verdict: 'deadlock' }, ({ steps }) => `deadlock${stepsText(' after', steps)}`)
    .with({ verdict: 'unreached' }, ({ property }) => `unreached ${property}`)
    .exhaustive();
  const { distinct } = expect;
  return distinct === undefined ? found : `${found}, ${counted(distinct, 'distinct state')} in all`;
}

/** ` in 8 steps`, or nothing where the spec does not say. */
function stepsText(before: string, steps: number | undefined): string {
  return steps === undefined ? '' : `${before} ${counted(steps, 'step')}`;
}

/** What was found, in the words of an expectation. */
export function foundText(report: SpecReport): string {
  const { verdict, property, findings, complete } = report;
  const states = findings[0]?.shown.length;
  const steps = states === undefined ? '' : ` in ${counted(states - 1, 'step')}`;
  const all = complete ? `, ${distinctText(report)} in all` : '';
  return `${verdict}${property === null ? '' : ` ${property}`}${steps}${all}`;
}

/** `, as expected`, where that can be said. */
export function expectedText({ expected, verdict }: SpecReport): string {
  if (expected === null || verdict === 'incomplete' || verdict === 'invalid-model') return '';
  return expected ? ', as expected' : ', NOT as expected';
}

export function paintExpected({ expected }: SpecReport, text: string, paint: Paint): string {
  if (text === '') return '';
  return expected === true ? paint.green(text) : paint.red(paint.bold(text));
}
