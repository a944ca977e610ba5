/** What is committed: how far a majority of the voters has fetched, by the leader's account. */
import type { KRaftQuorumRules } from './rules.ts';
import { isMajority, type KRaftQuorumDraft, type KRaftQuorumState, type Voter } from './state.ts';

/** LeaderState.maybeUpdateHighWatermark: it never falls. */
export function raiseHighWatermark(
  everyone: readonly Voter[],
  { commit }: KRaftQuorumRules,
  draft: KRaftQuorumDraft,
  leader: Voter,
): void {
  const own = draft.voters.at(leader);
  const reached = majorityEnd(everyone, draft, leader);
  const least = commit === 'own-record' ? own.epochStart + 1 : own.epochStart;
  if (reached < least || reached <= own.highWatermark) return;
  own.highWatermark = reached;
  for (let offset = draft.committed.length; offset < reached; offset++) {
    const entry = own.log.at(offset);
    if (entry !== undefined) draft.committed.push({ id: entry.id, epoch: entry.epoch });
  }
}

/** How far a majority has fetched, by the leader's account; it counts itself. */
function majorityEnd(everyone: readonly Voter[], state: KRaftQuorumState, leader: Voter): number {
  const { ends, log } = state.voters.at(leader);
  for (let end = log.length; end > 0; end--) {
    let count = 0;
    for (const voter of everyone) if (voter === leader || ends.at(voter) >= end) count++;
    if (isMajority(count, everyone)) return end;
  }
  return 0;
}
