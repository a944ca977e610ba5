/** The text of docs/results.md. It depends on what was measured alone: no date, no folder. */
import type { Machine } from './machine.ts';
import { whole } from './table.ts';

/** What the page needs of a line that `fencepost check --all --json` prints. */
export interface Result {
  readonly spec: string;
  readonly verdict: string;
  readonly property: string | null;
  readonly expected: boolean | null;
  readonly states: {
    readonly distinct: number;
    readonly transitions: number;
    readonly depth: number;
  };
  readonly constants: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly memory: { readonly peakBytes: number };
  /** The shortest counterexample; none where the spec holds. */
  readonly trace?: readonly unknown[];
}

interface Column {
  readonly title: string;
  /** How GitHub aligns it. */
  readonly rule: '---' | '---:';
  cell(result: Result): string;
}

const SPEC: Column = { title: 'spec', rule: '---', cell: ({ spec }) => `\`${spec}\`` };

const MEASURED: readonly Column[] = [
  {
    title: 'verdict',
    rule: '---',
    cell: ({ verdict, property }) => (property === null ? verdict : `${verdict} ${property}`),
  },
  { title: 'steps', rule: '---:', cell: (result) => stepsOf(result)?.toString() ?? '' },
  { title: 'states', rule: '---:', cell: ({ states }) => whole(states.distinct) },
  { title: 'transitions', rule: '---:', cell: ({ states }) => whole(states.transitions) },
  { title: 'depth', rule: '---:', cell: ({ states }) => whole(states.depth) },
  { title: 'seconds', rule: '---:', cell: ({ seconds }) => seconds.toFixed(1) },
  { title: 'peak MB', rule: '---:', cell: ({ memory }) => whole(memory.peakBytes / 1e6) },
];

/**
 * The whole page.
 * @param own every spec at its default constants.
 * @param deep the same specs at their deep constants.
 */
export function resultsPage(
  { cpu, cores, node }: Pick<Machine, 'cpu' | 'cores' | 'node'>,
  own: readonly Result[],
  deep: readonly Result[],
): string {
  const constants: Column = {
    title: 'constants that differ',
    rule: '---',
    cell: (result) => changesText(sameSpec(own, result), result),
  };
  return `# Results

Every spec, at its default bounds and at its deep ones. \`npm run results\` writes this page, and refuses to
unless every spec finds what it expects: verdict, property, steps and number of states.

- **How**: one spec after another, each in a process of its own, on one core. \`--all\` is given, so that the
  search does not stop at a violation, and all counts are those of the whole space. Without it, a spec that is
  violated takes less.
- **Steps** are those of the shortest counterexample. **Depth** counts states: the initial state is at depth 1.
- **Seconds** are those of the search, other work on the machine included; **peak MB** is the most that its process
  held. These two differ from run to run, all else is always the same.
- **Machine**: ${cpu}, ${cores} cores; Node.js ${node}.

## Default bounds

\`fencepost check specs --all\`: ${totalText(own)}.

${tableText([SPEC, ...MEASURED], own)}
## Deep bounds

\`fencepost check specs --all --deep\`: ${totalText(deep)}.
${comparisonText(own, deep)}

${tableText([SPEC, constants, ...MEASURED], deep)}`;
}

function tableText(columns: readonly Column[], results: readonly Result[]): string {
  const rows = [
    columns.map(({ title }) => title),
    columns.map(({ rule }) => rule),
    ...results.map((result) => columns.map(({ cell }) => cell(result))),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function totalText(results: readonly Result[]): string {
  const states = results.reduce((sum, { states }) => sum + states.distinct, 0);
  const seconds = Math.round(results.reduce((sum, result) => sum + result.seconds, 0));
  const time = `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${results.length} specs, ${whole(states)} states, ${time}`;
}

/** More faults may allow a shorter trace; more brokers may take a longer one. */
function comparisonText(own: readonly Result[], deep: readonly Result[]): string {
  const changed = deep.filter(
    (result) => findingText(result) !== findingText(sameSpec(own, result)),
  );
  if (changed.length === 0)
    return 'Every verdict, property and number of steps is that of the default bounds.';
  const names = changed.map(({ spec }) => `\`${spec}\``).join(', ');
  return `Verdict, property and number of steps are those of the default bounds, except for ${names}.`;
}

function findingText(result: Result): string {
  return [result.verdict, result.property, stepsOf(result)].join(' ');
}

function sameSpec(results: readonly Result[], { spec }: Result): Result {
  const found = results.find((result) => result.spec === spec);
  if (found === undefined) throw new RangeError(`there is no result of ${spec} to compare with`);
  return found;
}

/** `maxLeaderEpoch 3` */
function changesText({ constants: before }: Result, { constants }: Result): string {
  return Object.entries(constants)
    .filter(([name, value]) => value !== before[name])
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function stepsOf({ trace }: Result): number | null {
  return trace === undefined ? null : trace.length - 1;
}
