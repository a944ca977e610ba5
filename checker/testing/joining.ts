/** A thread that joins a team that searches one of `bursts`. */
import { type Invitation, joinTeam } from '../parallel/team.ts';
import { bursts } from './bursts.ts';

export interface JoiningData {
  readonly seed: number;
  readonly invitation: Invitation;
}

export function join({ seed, invitation }: JoiningData): void {
  joinTeam(bursts(seed), invitation);
}
