/** Whoever waits for a run: may interrupt it, and hears how far it is. */
import type { Forecast } from './stats/forecast.ts';

export const PROGRESS_EVERY_MS = 200;

/** How far a search is. */
export interface SearchProgress {
  readonly kind: 'search';
  readonly distinct: number;
  readonly transitions: number;
  readonly depth: number;
  readonly frontier: number;
  readonly seconds: number;
  /** Null while nothing can be said of what is to come. */
  readonly forecast: Forecast | null;
  /** What is done instead of expanding states; null while that is done. */
  readonly note: string | null;
}

/** How far random walks are. */
export interface WalkProgress {
  readonly kind: 'walks';
  readonly walks: number;
  readonly steps: number;
  /** Once something is found: how many steps lead to it so far. */
  readonly found: number | null;
  readonly seconds: number;
}

export type Progress = SearchProgress | WalkProgress;

export interface Watch {
  readonly interrupt: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/** Whoever waits for a run also hears when its search has ended: it cannot be told to stop any more, and is not stuck. */
export interface RunWatch extends Watch {
  /** Resolves once that is said. */
  readonly over: (progress: Progress) => Promise<void>;
}
