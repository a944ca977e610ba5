/** Builds the tools for one size, and measures them in turn. */
import { requireCounts } from './counting.ts';
import { measure } from './process.ts';
import { type Size, sizeText } from './sizes.ts';
import { median, type Row, type Run, rowOf } from './summary.ts';
import { TOOLS, type Tool } from './tools.ts';

/**
 * Compares the tools at one size: every round runs each once, so that whatever slows the machine
 * down for a while slows all of them; each round begins with another, so that none always follows
 * the same. Ratios are against the first of them. Tools that need a program that is missing are left out.
 * @param progress says what is being done, to someone who waits.
 * @throws RunError when a tool fails, or does not count what it should.
 */
export async function compare(
  size: Size,
  rounds: number,
  isInstalled: (program: string) => boolean,
  progress: (message: string) => void,
): Promise<Row[]> {
  const entrants = TOOLS.filter((tool) => isComparedAt(tool, size)).map((tool) => ({
    tool,
    missing: tool.needs.filter((program) => !isInstalled(program)),
    runs: [] as Run[],
  }));
  const contenders = entrants
    .filter(({ missing }) => missing.length === 0)
    .map((entrant) => {
      progress(`${sizeText(size)}: preparing ${entrant.tool.name}`);
      const started = performance.now();
      const command = entrant.tool.prepare(size);
      return { ...entrant, command, buildSeconds: (performance.now() - started) / 1000 };
    });
  for (let round = 0; round < rounds; round++) {
    for (const { tool, command, runs } of rotated(contenders, round)) {
      const { stdout, ...usage } = await measure(command);
      const reading = tool.read(stdout);
      requireCounts(tool.name, size, reading, tool.counting);
      runs.push({ ...usage, ...reading });
      const seconds = usage.wallSeconds.toFixed(2);
      progress(`${sizeText(size)}: round ${round + 1} of ${rounds}: ${tool.name} ${seconds} s`);
    }
  }
  const reference = entrants[0]?.runs ?? [];
  const referenceSeconds = median(reference.map(({ wallSeconds }) => wallSeconds));
  return entrants.map(({ tool, runs, missing }) => {
    const built = contenders.find((contender) => contender.tool === tool);
    const buildSeconds = tool.isCompiled ? (built?.buildSeconds ?? null) : null;
    return rowOf(tool.name, { runs, missing, buildSeconds }, referenceSeconds);
  });
}

function isComparedAt({ counting }: Tool, { symmetryOnly }: Size): boolean {
  return counting !== 'states' || !symmetryOnly;
}

/** The same items in the same order, beginning with another one. */
function rotated<T>(items: readonly T[], by: number): T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
