/** Why a space is as large as it is, for people: actions, components, levels, and what to do about it. */
import { rounded, thousands } from '../numbers.ts';
import type { SpecStats } from '../stats/collect.ts';
import type { ConstantChange, ConstantComparison } from '../stats/constants.ts';
import type { Paint } from '../terminal.ts';
import { columns } from './columns.ts';
import { LABEL_WIDTH } from './finding.ts';
import { counted, indented, labelled, wrap } from './layout.ts';
import { sparkline } from './spark.ts';

interface StatsLayout {
  readonly width: number;
  readonly paint: Paint;
}

const INDENT = 2;
/** Of more components, those are shown that have the most values; JSON has all. */
const MOST_COMPONENTS = 24;

/** The lines of `check --stats`. */
export function statsLines(stats: SpecStats, layout: StatsLayout): string[] {
  return [
    ...coverageLines(stats, layout),
    '',
    ...tableLines(actionRows(stats), layout),
    ...neverEnabledLines(stats, layout),
    '',
    ...tableLines(componentRows(stats), layout),
    ...uncountedLines(stats, layout),
    '',
    ...levelLines(stats, layout),
    ...adviceLines(stats, layout),
  ];
}

/** What the figures are of. */
function coverageLines({ states, complete, estimate }: SpecStats, layout: StatsLayout): string[] {
  const { width, paint } = layout;
  const what = counted(states, 'state');
  if (complete) return [paint.bold(`Why there are ${what}`)];
  const whole =
    estimate === null
      ? 'how many there are in all cannot be told from these levels yet'
      : `by the growth of the levels there are ${rangeText(estimate)} in all`;
  return wrap(`Of the ${what} that were visited, not of the whole space: ${whole}`, width).map(
    (line) => paint.yellow(line),
  );
}

function rangeText({ low, high }: { readonly low: number; readonly high: number }): string {
  const [from, to] = [low, high].map(rounded);
  return from === to ? `some ${from}` : `${from} to ${to}`;
}

/** The first row is the heading. */
function tableLines(rows: readonly (readonly string[])[], layout: StatsLayout): string[] {
  const [heading = '', ...others] = indented(columns(rows, layout.width - INDENT), INDENT);
  return [layout.paint.dim(heading), ...others];
}

function actionRows({ actions }: SpecStats): string[][] {
  return [
    ['action', 'enabled in states', 'taken', 'new states'],
    ...actions.map(({ action, states, transitions, discoveries }) => [
      action,
      ...[states, transitions, discoveries].map(thousands),
    ]),
  ];
}

/** An action that is never enabled makes a claim easier to keep than it looks. */
function neverEnabledLines(stats: SpecStats, { width, paint }: StatsLayout): string[] {
  const names = neverEnabled(stats);
  if (names.length === 0) return [];
  const text = stats.complete
    ? `never enabled: ${names.join(', ')}. Is a constant 0 that allows for it, or a guard too strong? ` +
      'The claims say nothing of what it could break'
    : `not enabled so far: ${names.join(', ')}`;
  return labelled('Warning', text, LABEL_WIDTH, width).map((line) => paint.yellow(line));
}

/** The actions that no state enabled. */
export function neverEnabled({ actions }: SpecStats): string[] {
  return actions.filter(({ states }) => states === 0).map(({ action }) => action);
}

function componentRows({ components }: SpecStats): string[][] {
  const kept = [...components].sort((a, b) => b.values - a.values).slice(0, MOST_COMPONENTS);
  return [
    ['component', 'bits', 'distinct values', 'multiplies states by'],
    ...components
      .filter((component) => kept.includes(component))
      .map(({ path, bits, values, exact, multiplies }) => [
        path,
        String(bits),
        valuesText(values, exact),
        multiplies === null ? '' : timesText(multiplies),
      ]),
  ];
}

function valuesText(values: number, exact: boolean): string {
  if (exact) return thousands(values);
  return values === 0 ? 'not counted' : `at least ${thousands(values)}`;
}

function uncountedLines({ components }: SpecStats, { width }: StatsLayout): string[] {
  const left = components.length - MOST_COMPONENTS;
  const notes = [
    ...(left > 0 ? [`${counted(left, 'more component')} with fewer values: --json has all`] : []),
    ...(components.some(({ exact }) => !exact)
      ? ['time or memory was up before every component was counted']
      : []),
  ];
  return notes.flatMap((note) => indented(wrap(note, width - INDENT), INDENT));
}

/** `1.4`, `12`, `1,234`: how many times as many. */
function timesText(times: number): string {
  return times < 9.95 ? times.toFixed(1) : thousands(Math.round(times));
}

function levelLines({ levels, complete }: SpecStats, { width }: StatsLayout): string[] {
  const largest = levels.reduce((most, size) => Math.max(most, size), 0);
  const text =
    `${counted(levels.length, 'level')}${complete ? '' : ', the last perhaps unfinished'}; the largest ` +
    `is at depth ${levels.indexOf(largest) + 1}, with ${counted(largest, 'state')}`;
  return [
    ...labelled('Levels', sparkline(levels, width - LABEL_WIDTH), LABEL_WIDTH, width),
    ...labelled('', text, LABEL_WIDTH, width),
  ];
}

function adviceLines({ components, constants }: SpecStats, { width }: StatsLayout): string[] {
  const most = components
    .filter(({ hasFields, multiplies }) => !hasFields && multiplies !== null)
    .sort((a, b) => (b.multiplies ?? 0) - (a.multiplies ?? 0))[0];
  const component =
    most === undefined || most.multiplies === null || most.multiplies < 1.05
      ? []
      : [`${most.path} multiplies the states most, by ${timesText(most.multiplies)}`];
  const lines = [...(constants === null ? [] : constantTexts(constants)), ...component];
  return lines.flatMap((line, nth) =>
    labelled(nth === 0 ? 'To shrink' : '', line, LABEL_WIDTH, width),
  );
}

function constantTexts({ at, states, changes }: ConstantComparison): string[] {
  const isLowered = changes.every(({ fromStates }) => fromStates === states);
  const bounds = Object.entries(at).map(([name, value]) => `${name} ${value}`);
  return [
    ...(isLowered || changes.length === 0
      ? []
      : [`at smaller bounds (${bounds.join(', ')}: ${counted(states, 'state')}):`]),
    ...changes.map(changeText),
  ];
}

function changeText({ constant, from, to, toStates, times, moreThan }: ConstantChange): string {
  const change = `${constant} ${from} -> ${to}:`;
  if (moreThan !== null) {
    if (toStates === null) return `${change} more states, over ${thousands(moreThan)}`;
    return `${change} over ${timesText(moreThan / toStates)} times fewer states, ${thousands(toStates)}`;
  }
  if (times === null || toStates === null)
    return `${change} not compared within the time and memory there was`;
  if (times < 1) return `${change} more states, ${thousands(toStates)}`;
  if (times < 1.05) return `${change} no fewer states, or hardly`;
  return `${change} ${timesText(times)} times fewer states, ${thousands(toStates)}`;
}
