//! A state in 32 bytes, on the stack: no field is on the heap, and it hashes as four words.

use std::hash::{Hash, Hasher};

pub const MOST_REPLICAS: usize = 3;
pub const MOST_RECORDS_IN_A_LOG: usize = 3;
pub const MOST_EPOCHS: usize = 4;

/// Stands for nobody where a replica is expected.
pub const NOBODY: u8 = 15;

/// A set of replicas, one bit each.
pub type Set = u8;

pub fn only(replica: u8) -> Set {
    1 << replica
}

pub fn has(set: Set, replica: u8) -> bool {
    set & only(replica) != 0
}

/// A leader, or nobody, and the ISR: what the quorum holds, and what a request carries.
#[derive(Clone, Copy, PartialEq)]
pub struct Leadership(u8);

impl Leadership {
    pub const UNSENT: Leadership = Leadership(0);

    pub fn new(leader: u8, isr: Set) -> Leadership {
        Leadership(leader << 4 | isr)
    }

    pub fn leader(self) -> u8 {
        self.0 >> 4
    }

    pub fn isr(self) -> Set {
        self.0 & 15
    }
}

#[derive(Clone, Copy, PartialEq)]
pub struct Replica {
    /// Sixteen times the number of the record, plus its leader epoch plus one; 0 from `end` on.
    pub records: [u8; MOST_RECORDS_IN_A_LOG],
    pub end: u8,
    pub high_watermark: u8,
    /// Plus one; 0 before the first.
    pub leader_epoch: u8,
    pub leader: u8,
    pub isr: Set,
}

#[derive(Clone, Copy, PartialEq)]
pub struct State {
    pub replicas: [Replica; MOST_REPLICAS],
    /// By leader epoch.
    pub requests: [Leadership; MOST_EPOCHS],
    pub sent: u8,
    pub next_record: u8,
    pub quorum: Leadership,
    /// Plus one; 0 before the first.
    pub quorum_epoch: u8,
}

impl State {
    pub fn initial(replicas: u8) -> State {
        let replica = Replica {
            records: [0; MOST_RECORDS_IN_A_LOG],
            end: 0,
            high_watermark: 0,
            leader_epoch: 0,
            leader: NOBODY,
            isr: 0,
        };
        State {
            replicas: [replica; MOST_REPLICAS],
            requests: [Leadership::UNSENT; MOST_EPOCHS],
            sent: 0,
            next_record: 0,
            quorum: Leadership::new(NOBODY, (1 << replicas) - 1),
            quorum_epoch: 0,
        }
    }

    pub fn of(&self, replica: u8) -> &Replica {
        &self.replicas[replica as usize]
    }

    pub fn of_mut(&mut self, replica: u8) -> &mut Replica {
        &mut self.replicas[replica as usize]
    }
}

/// By words, which is several times faster than the derived one, by fields.
impl Hash for State {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        for r in &self.replicas {
            let [a, b, c] = r.records;
            let word = [
                a,
                b,
                c,
                r.end,
                r.high_watermark,
                r.leader_epoch,
                r.leader,
                r.isr,
            ];
            hasher.write_u64(u64::from_le_bytes(word));
        }
        let [a, b, c, d] = self.requests.map(|Leadership(byte)| byte);
        let word = [
            a,
            b,
            c,
            d,
            self.sent,
            self.next_record,
            self.quorum.0,
            self.quorum_epoch,
        ];
        hasher.write_u64(u64::from_le_bytes(word));
    }
}
