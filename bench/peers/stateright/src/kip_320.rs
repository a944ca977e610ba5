//! Module Kip320 of hachikuji/kafka-specification: one action for each of its actions.

use crate::state::{Leadership, NOBODY, Set, State, has, only};
use stateright::{Model, Property};

#[derive(Clone)]
pub struct Kip320 {
    pub replicas: u8,
    pub log_size: u8,
    pub max_records: u8,
    pub max_leader_epoch: u8,
}

/// Replicas and leader epochs by number, the first 0.
#[derive(Clone, Copy, PartialEq)]
pub enum Action {
    ControllerElectLeader { replica: u8 },
    ControllerShrinkIsr { replica: u8 },
    BecomeLeader { epoch: u8 },
    BecomeFollower { epoch: u8, follower: u8 },
    LeaderWrite { leader: u8 },
    LeaderIncHighWatermark { leader: u8 },
    LeaderExpandIsr { leader: u8, follower: u8 },
    LeaderShrinkIsr { leader: u8, follower: u8 },
    FollowerFetch { leader: u8, follower: u8 },
}

impl Model for Kip320 {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State::initial(self.replicas)]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        if state.sent <= self.max_leader_epoch {
            self.controller_actions(state, actions);
        }
        for epoch in 0..state.sent {
            self.request_actions(state, epoch, actions);
        }
        for leader in 0..self.replicas {
            if presumes_leadership(state, leader) {
                self.leader_actions(state, leader, actions);
            }
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = *last;
        take(&mut state, action);
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::<Self>::always("weak-isr", |model, state| {
                model.no_gap(state, |leader| state.of(leader).isr)
            }),
            Property::<Self>::always("strong-isr", |model, state| {
                model.no_gap(state, |_| state.quorum.isr())
            }),
        ]
    }
}

impl Kip320 {
    fn controller_actions(&self, state: &State, actions: &mut Vec<Action>) {
        for replica in 0..self.replicas {
            let leads = state.quorum.leader() == replica;
            let in_isr = has(state.quorum.isr(), replica);
            if in_isr && !leads {
                actions.push(Action::ControllerElectLeader { replica });
            }
            if in_isr || leads {
                actions.push(Action::ControllerShrinkIsr { replica });
            }
        }
    }

    fn request_actions(&self, state: &State, epoch: u8, actions: &mut Vec<Action>) {
        let leader = state.requests[epoch as usize].leader();
        if leader == NOBODY {
            return;
        }
        let leader_epoch = state.of(leader).leader_epoch;
        if epoch + 1 > leader_epoch {
            actions.push(Action::BecomeLeader { epoch });
        }
        if leader_epoch != epoch + 1 || !presumes_leadership(state, leader) {
            return;
        }
        for follower in 0..self.replicas {
            if follower != leader && epoch + 1 > state.of(follower).leader_epoch {
                actions.push(Action::BecomeFollower { epoch, follower });
            }
        }
    }

    /// What a replica that presumes leadership does, and what others do with it.
    fn leader_actions(&self, state: &State, leader: u8, actions: &mut Vec<Action>) {
        let own = state.of(leader);
        if state.next_record < self.max_records && own.end < self.log_size {
            actions.push(Action::LeaderWrite { leader });
        }
        if own.high_watermark < own.end && self.isr_has_next(state, leader) {
            actions.push(Action::LeaderIncHighWatermark { leader });
        }
        let leads_truly = state.quorum.leader() == leader && state.quorum_epoch == own.leader_epoch;
        for follower in 0..self.replicas {
            let other = state.of(follower);
            let in_epoch = is_in_leader_epoch(state, leader, follower);
            if leads_truly && !has(own.isr, follower) {
                let reached = own.high_watermark <= other.end;
                if in_epoch && reached && has_reached_own_epoch(state, leader) {
                    actions.push(Action::LeaderExpandIsr { leader, follower });
                }
            } else if leads_truly && follower != leader && (!in_epoch || other.end < own.end) {
                actions.push(Action::LeaderShrinkIsr { leader, follower });
            }
            if in_epoch && other.end < own.end {
                actions.push(Action::FollowerFetch { leader, follower });
            }
        }
    }

    /// Whether all of the leader's ISR are in its epoch and have the record at its high watermark.
    fn isr_has_next(&self, state: &State, leader: u8) -> bool {
        let own = state.of(leader);
        (0..self.replicas).all(|member| {
            !has(own.isr, member)
                || is_in_leader_epoch(state, leader, member)
                    && own.high_watermark < state.of(member).end
        })
    }

    /// Whether the members of each presumed leader's ISR, by whichever account, have all records
    /// below its high watermark.
    fn no_gap(&self, state: &State, isr_of: impl Fn(u8) -> Set) -> bool {
        (0..self.replicas).all(|leader| {
            let below = state.of(leader).high_watermark;
            below == 0
                || !presumes_leadership(state, leader)
                || (0..self.replicas).all(|member| {
                    !has(isr_of(leader), member)
                        || (0..below).all(|offset| same_entry(state, leader, member, offset))
                })
        })
    }
}

fn presumes_leadership(state: &State, replica: u8) -> bool {
    state.of(replica).leader == replica
}

/// Of a leader that presumes leadership.
fn is_in_leader_epoch(state: &State, leader: u8, follower: u8) -> bool {
    let other = state.of(follower);
    other.leader == leader && other.leader_epoch == state.of(leader).leader_epoch
}

fn has_reached_own_epoch(state: &State, leader: u8) -> bool {
    let own = state.of(leader);
    own.high_watermark == own.end
        || own.records[own.high_watermark as usize] & 15 == own.leader_epoch
}

/// An entry that is there has a code above 0, so two that are equal and not 0 are there in both.
fn same_entry(state: &State, one: u8, other: u8, offset: u8) -> bool {
    let code = state.of(one).records[offset as usize];
    code != 0 && code == state.of(other).records[offset as usize]
}

fn take(state: &mut State, action: Action) {
    match action {
        Action::ControllerElectLeader { replica } => {
            let isr = state.quorum.isr();
            change_leadership(state, replica, isr);
        }
        Action::ControllerShrinkIsr { replica } => shrink_isr(state, replica),
        Action::BecomeLeader { epoch } => {
            let leader = state.requests[epoch as usize].leader();
            obey(state, leader, epoch);
        }
        Action::BecomeFollower { epoch, follower } => {
            let leader = state.requests[epoch as usize].leader();
            truncate(state, leader, follower);
            obey(state, follower, epoch);
        }
        Action::LeaderWrite { leader } => {
            let record = state.next_record << 4 | state.of(leader).leader_epoch;
            append(state, leader, record);
            state.next_record += 1;
        }
        Action::LeaderIncHighWatermark { leader } => state.of_mut(leader).high_watermark += 1,
        Action::LeaderExpandIsr { leader, follower } => {
            let isr = state.of(leader).isr | only(follower);
            set_isr(state, leader, isr);
        }
        Action::LeaderShrinkIsr { leader, follower } => {
            let isr = state.of(leader).isr & !only(follower);
            set_isr(state, leader, isr);
        }
        Action::FollowerFetch { leader, follower } => {
            let own = *state.of(leader);
            append(
                state,
                follower,
                own.records[state.of(follower).end as usize],
            );
            let other = state.of_mut(follower);
            other.high_watermark = own.high_watermark.min(other.end);
        }
    }
}

/// A leader that is alone in the ISR stays in it.
fn shrink_isr(state: &mut State, replica: u8) {
    let (leader, isr) = (state.quorum.leader(), state.quorum.isr());
    if leader != replica {
        change_leadership(state, leader, isr & !only(replica));
    } else if isr == only(replica) {
        change_leadership(state, NOBODY, isr);
    } else {
        change_leadership(state, NOBODY, isr & !only(replica));
    }
}

fn change_leadership(state: &mut State, leader: u8, isr: Set) {
    state.quorum = Leadership::new(leader, isr);
    state.requests[state.sent as usize] = state.quorum;
    state.sent += 1;
    state.quorum_epoch = state.sent;
}

/// Takes up the request of that epoch.
fn obey(state: &mut State, replica: u8, epoch: u8) {
    let request = state.requests[epoch as usize];
    let own = state.of_mut(replica);
    own.leader = request.leader();
    own.leader_epoch = epoch + 1;
    own.isr = request.isr();
}

/// To just after the last entry that both logs have.
fn truncate(state: &mut State, leader: u8, follower: u8) {
    let end = state.of(follower).end;
    let target = (0..end)
        .rev()
        .find(|&offset| same_entry(state, leader, follower, offset))
        .map_or(0, |offset| offset + 1);
    let own = state.of_mut(follower);
    own.records[target as usize..].fill(0);
    own.end = target;
    own.high_watermark = own.high_watermark.min(target);
}

fn append(state: &mut State, replica: u8, record: u8) {
    let own = state.of_mut(replica);
    own.records[own.end as usize] = record;
    own.end += 1;
}

fn set_isr(state: &mut State, leader: u8, isr: Set) {
    state.of_mut(leader).isr = isr;
    state.quorum = Leadership::new(leader, isr);
}
