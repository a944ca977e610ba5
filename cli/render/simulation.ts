/** What random walks did, for people. */
import type { ReportedSimulation } from '../report.ts';
import { counted } from './layout.ts';

/** What goes after the verdict's word where nothing was found. */
export function nothingFoundText({ counts }: ReportedSimulation, judges: boolean): string {
  const walks = counted(counts.walks, 'random walk');
  return judges
    ? `no violation met in ${walks}, which do not visit every state`
    : `${walks}; no property was judged`;
}

/** `277 walks of at most 100 states, 4,615 steps, 20,767 states seen (some more than once), seed 1` */
export function walkedText({ options, counts }: ReportedSimulation): string {
  return [
    `${counted(counts.walks, 'walk')} of at most ${counted(options.depth, 'state')}`,
    counted(counts.steps, 'step'),
    `${counted(counts.states, 'state')} seen (some more than once)`,
    `seed ${options.seed}`,
  ].join(', ');
}

/** How the trace came about, and what it may not be. */
export function shortenedText({ walkedSteps }: ReportedSimulation, states: number): string {
  const steps = states - 1;
  const made =
    walkedSteps === null || walkedSteps === steps
      ? 'no shorter one was found'
      : `made shorter, from ${counted(walkedSteps, 'step')} to ${steps}`;
  return `${made}; only \`fencepost check\` finds the shortest`;
}
