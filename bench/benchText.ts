/** What a run of the benchmark prints: the machine, the table, and the targets. */
import { type Machine, machineText } from './machine.ts';
import { type Comparison, tableText } from './table.ts';
import { targetsText } from './targets.ts';

export interface Benchmark {
  readonly machine: Machine;
  readonly rounds: number;
  readonly comparisons: readonly Comparison[];
}

/** As Markdown, fit for the section `bench` of docs/performance.md. */
export function benchText({ machine, rounds, comparisons }: Benchmark): string {
  return `\`\`\`text
${machineText(machine)}rounds     ${rounds}

${tableText(comparisons)}\`\`\`

${targetsText(comparisons)}`;
}
