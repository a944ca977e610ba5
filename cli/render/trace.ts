/** A trace: one step a line with its number, who acts, the action, and only what it changes. */
import type { ShownStep } from '../report.ts';
import type { Paint } from '../terminal.ts';
import { changeLines } from './changes.ts';
import { beside, brokenUp, counted, indented, widest } from './layout.ts';

/** With less room than this beside the actions, changes go below them. */
const NARROWEST_CHANGES = 34;
const INDENT = 2;

export interface TraceOptions {
  readonly width: number;
  readonly paint: Paint;
  /** Whole states, and not only what changes. */
  readonly full: boolean;
}

/** `8 steps (9 states)` */
export function traceLength(states: number): string {
  return `${counted(states - 1, 'step')} (${counted(states, 'state')})`;
}

export function traceLines(steps: readonly ShownStep[], options: TraceOptions): string[] {
  const [initial, ...rest] = steps;
  if (initial === undefined) return [];
  const start = [
    'At the start:',
    ...indented(stateText(initial.folded, options.width), INDENT * 2),
  ];
  if (rest.length === 0) return start;
  return [...start, '', ...(options.full ? wholeStates(steps, options) : changes(rest, options))];
}

function stateText(lines: readonly string[], width: number): string[] {
  return lines.flatMap((line) => brokenUp(line, width - INDENT * 2, '  '));
}

interface Columns {
  readonly number: number;
  readonly actor: number;
  readonly action: number;
}

function columnsOf(steps: readonly ShownStep[]): Columns {
  const actors = steps.flatMap(({ actor }) => actor ?? []);
  return {
    number: String(steps.length).length + 2,
    actor: actors.length === 0 ? 0 : widest(['who', ...actors]) + 2,
    action: widest(['step', ...steps.map(actionText)]) + 2,
  };
}

function actionText({ text, fault }: ShownStep): string {
  return `${text ?? ''}${fault ? ' [fault]' : ''}`;
}

function changes(steps: readonly ShownStep[], { width, paint }: TraceOptions): string[] {
  const columns = columnsOf(steps);
  const before = INDENT + columns.number + columns.actor;
  const isBeside = width - before - columns.action >= NARROWEST_CHANGES;
  const left = isBeside ? before + columns.action : before + INDENT;
  const heading = headText('#', columns.actor === 0 ? '' : 'who', 'step', columns);
  const lines = [paint.dim(isBeside ? `${heading}what changes` : heading.trimEnd())];
  for (const [nth, step] of steps.entries()) {
    const head = headText(String(nth + 1), step.actor ?? '', actionText(step), columns);
    const text = changeLines(step.changes, width - left);
    if (isBeside) lines.push(...beside(head, text, left));
    else lines.push(head.trimEnd(), ...indented(text, left));
  }
  return lines.map((line) => line.trimEnd());
}

function headText(number: string, actor: string, action: string, columns: Columns): string {
  return (
    ' '.repeat(INDENT) +
    `${number.padStart(columns.number - 2)}  ` +
    actor.padEnd(columns.actor) +
    action.padEnd(columns.action)
  );
}

/** Every state in full; a star marks what changed. */
function wholeStates(steps: readonly ShownStep[], { width, paint }: TraceOptions): string[] {
  const columns = columnsOf(steps.slice(1));
  return steps.slice(1).flatMap((step, nth) => {
    const before = steps[nth]?.lines ?? [];
    const state = step.lines.flatMap((line) => {
      const mark = before.includes(line) ? ' ' : '*';
      const text = beside(mark, brokenUp(line, width - 6, '  '), 2);
      return mark === '*' ? text.map((part) => paint.bold(part)) : text;
    });
    const head = headText(String(nth + 1), step.actor ?? '', actionText(step), columns).trimEnd();
    return [paint.cyan(head), ...indented(state, INDENT * 2)];
  });
}
