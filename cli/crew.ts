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

/** States expanded between two looks at the clock: milliseconds, even for a slow model. */
const SLICE = 4096;

/** Starts a thread that joins the team it is invited to, with the model that is being searched. */
export type StartThread = Parameters<typeof startTeam>[2];

export interface Crew {
  readonly search: Search;
  readonly workers: number;
  /** Null where there is to be one worker alone, from now on. */
  startThread: StartThread | null;
  team: Team | null;
}

/** Goes on for some milliseconds. Returns true once the search is over. */
export async function advanceCrew(crew: Crew): Promise<boolean> {
  const { search, workers, startThread, team } = crew;
  if (search.over) return true;
  if (team !== null) {
    if (isShort(search) || !isInMemory(search)) await leaveAlone(crew, team);
    else return advanceTeam(team);
  } else if (startThread !== null) {
    const members = teamSize(search, workers);
    if (members > 1) {
      crew.team = startTeam(search, members, startThread);
      return advanceTeam(crew.team);
    }
  }
  return advance(search, SLICE);
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
