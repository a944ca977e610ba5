/** What the process that searches tells the one that prints, and the one thing it is told. */
import type { SpecReport } from './report.ts';
import type { Progress } from './run.ts';

export type FromRunner =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'report'; readonly report: SpecReport }
  | { readonly kind: 'failed'; readonly message: string };

export const STOP = 'stop';
