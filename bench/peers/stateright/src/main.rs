//! Searches Kip320 breadth-first, and prints what it found as one line of JSON.
//!
//! Arguments: replicas, log size, records, highest leader epoch, threads.

mod kip_320;
mod state;

use kip_320::Kip320;
use state::{MOST_EPOCHS, MOST_RECORDS_IN_A_LOG, MOST_REPLICAS};
use stateright::{Checker, Model};
use std::process::exit;
use std::time::Instant;

fn main() {
    let numbers: Vec<u8> = std::env::args()
        .skip(1)
        .map_while(|word| word.parse().ok())
        .collect();
    let &[replicas, log_size, max_records, max_leader_epoch, threads] = numbers.as_slice() else {
        eprintln!("usage: kip-320 REPLICAS LOG_SIZE RECORDS HIGHEST_LEADER_EPOCH THREADS");
        exit(2);
    };
    let fits = usize::from(replicas) <= MOST_REPLICAS
        && usize::from(log_size) <= MOST_RECORDS_IN_A_LOG
        && usize::from(max_leader_epoch) < MOST_EPOCHS
        && max_records <= 16;
    if !fits {
        eprintln!("at most 3 replicas, log size 3, 16 records and highest leader epoch 3");
        exit(2);
    }
    let model = Kip320 {
        replicas,
        log_size,
        max_records,
        max_leader_epoch,
    };
    let begun = Instant::now();
    let checker = model.checker().threads(threads.into()).spawn_bfs().join();
    let seconds = begun.elapsed().as_secs_f64();
    let violated: Vec<_> = checker.discoveries().into_keys().collect();
    println!(
        r#"{{"distinct":{},"transitions":{},"complete":{},"violated":{:?},"seconds":{:.4}}}"#,
        checker.unique_state_count(),
        // It counts the initial state as one that was generated.
        checker.state_count() - 1,
        checker.is_done(),
        violated,
        seconds
    );
}
