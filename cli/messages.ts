/** What the process that searches tells the one that prints, and what it is told: a plan, or to stop. */
import type { Plan } from './plan.ts';
import type { SpecReport } from './report.ts';
import type { Progress } from './watch.ts';

export type FromRunner =
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** The search has ended; what it found is still to be drawn up, which may take a while. */
  | { readonly kind: 'over'; readonly progress: Progress }
  | { readonly kind: 'report'; readonly report: SpecReport }
  | { readonly kind: 'failed'; readonly message: string };

export const STOP = 'stop';

export type ToRunner = Plan | typeof STOP;
