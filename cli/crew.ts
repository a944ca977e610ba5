/** Who searches: one worker, and a team of threads once that is worth it. */
import {
  advance,
  advanceTeam,
  disband,
  isInMemory,
  isShort,
  type Search,
  startTeam,
  type Team,
  teamSize,
} from '../checker/index.ts';
import { UsageError } from './errors.ts';

/** States expanded between two looks at the clock, at most: milliseconds, with most models. */
const LARGEST_SLICE = 4096;
/** Of a model whose states have a million instances each, that would be half a minute: it begins with few. */
export const FIRST_SLICE = 64;
const LONG_MS = 50;
const SHORT_MS = 10;

/** Starts a thread that joins the team it is invited to, with the model that is being searched. */
export type StartThread = Parameters<typeof startTeam>[2];

export interface Crew {
  readonly search: Search;
  readonly workers: number;
  /** Null where there is to be one worker alone, from now on. */
  startThread: StartThread | null;
  team: Team | null;
  /** States to expand until the next look at the clock. */
  slice: number;
  /** Why a thread ended that was to go on; null while none did. */
  death: unknown;
}

/** @param startThread null where there is to be one worker alone */
export function createCrew(search: Search, workers: number, startThread: StartThread | null): Crew {
  const crew: Crew = {
    search,
    workers,
    startThread: null,
    team: null,
    slice: FIRST_SLICE,
    death: null,
  };
  if (startThread === null) return crew;
  crew.startThread = (invitation, ports) => {
    const thread = startThread(invitation, ports);
    thread.once('error', (error) => {
      crew.death ??= causeOf(error);
    });
    thread.once('exit', (code) => {
      crew.death ??= new UsageError(
        `a thread of the search ended before the search did (exit code ${code}): ` +
          'the model, or its spec file, calls process.exit',
      );
    });
    return thread;
  };
  return crew;
}

/** What crosses from one thread to another is no longer of the class that it was. */
function causeOf(error: unknown): unknown {
  const isUsage = error instanceof Error && error.name === 'UsageError';
  return isUsage ? new UsageError(error.message) : error;
}

/** Goes on for some milliseconds. Returns true once the search is over. */
export async function advanceCrew(crew: Crew): Promise<boolean> {
  const { search, workers, startThread, team } = crew;
  if (search.over) return true;
  if (team !== null) {
    if (isShort(search) || !isInMemory(search)) await leaveAlone(crew, team);
    else return advanceTogether(crew, team);
  } else if (startThread !== null) {
    const members = teamSize(search, workers);
    if (members > 1) {
      crew.team = startTeam(search, members, startThread);
      return advanceTogether(crew, crew.team);
    }
  }
  return advanceAlone(crew);
}

async function advanceTogether(crew: Crew, team: Team): Promise<boolean> {
  try {
    return await advanceTeam(team);
  } catch (error) {
    throw crew.death ?? error;
  }
}

function advanceAlone(crew: Crew): boolean {
  const { search, slice } = crew;
  const started = performance.now();
  const isOver = advance(search, slice);
  crew.slice = nextSlice(slice, performance.now() - started);
  return isOver;
}

/** How many states to deal with until the next look at the clock, by how many milliseconds the last ones took. */
export function nextSlice(slice: number, took: number): number {
  if (took > LONG_MS) return Math.max(1, slice >> 1);
  return took < SHORT_MS ? Math.min(LARGEST_SLICE, slice << 1) : slice;
}

/** One worker goes on alone: on disk there is no team. */
async function leaveAlone(crew: Crew, team: Team): Promise<void> {
  await disband(team);
  crew.team = null;
  crew.startThread = null;
}

/** Ends the threads, if there are any. */
export async function dismiss({ team }: Crew): Promise<void> {
  if (team !== null) await disband(team);
}
