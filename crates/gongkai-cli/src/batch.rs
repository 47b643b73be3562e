//! Many files on all cores, one after the other to whoever takes the results.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::{Builder, available_parallelism, scope};
use std::time::Duration;

use gongkai::characters::one_line;
use gongkai::guarded;
use indicatif::ProgressBar;

/// The stack of each thread in bytes: elements may nest as deep as the limits allow.
const STACK: usize = 32 << 20;

/// How many results may be ready before the one whose turn it is. Where one file takes long, the threads wait for it, so
/// that what comes after it need not all be kept.
const AHEAD: usize = 128;

/// Whether somebody has asked to stop.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Asks a run over many files to stop after those that are in hand, so that each output is whole or not there. Says
/// whether it was asked before.
pub fn stop() -> bool {
    STOPPED.swap(true, Ordering::Relaxed)
}

/// Whether somebody has asked to stop.
#[cfg(feature = "fetch")]
pub(crate) fn is_stopped() -> bool {
    STOPPED.load(Ordering::Relaxed)
}

/// How far a run has come, for those who may not be too far ahead of it.
#[derive(Default)]
struct Turn {
    due: Mutex<usize>,
    moved: Condvar,
}

impl Turn {
    /// Waits until an item may be begun; whoever asks to stop ends the waiting.
    fn wait_for(&self, index: usize) {
        /// How long it takes at most to see that somebody asked to stop.
        const LOOK_UP: Duration = Duration::from_millis(100);
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        while index >= due.saturating_add(AHEAD) && !STOPPED.load(Ordering::Relaxed) {
            due = self.moved.wait_timeout(due, LOOK_UP).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn is_at(&self, index: usize) {
        *self.due.lock().unwrap_or_else(PoisonError::into_inner) = index;
        self.moved.notify_all();
    }
}

/// Does something with every item, on so many threads (all cores when none is given), and hands the results over in the
/// order of the items as they come, so that a thousand files need no more memory than those in hand. Where the program
/// itself goes wrong over an item, `broken` makes its result of what is said. Gives how many items were left undone
/// because somebody asked to stop.
pub(crate) fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: Option<usize>,
    bar: &ProgressBar,
    name: impl Fn(&T) -> String + Sync,
    work: impl Fn(&T) -> R + Sync,
    broken: impl Fn(&T, String) -> R + Sync,
    mut take: impl FnMut(R),
) -> usize {
    let threads = jobs.or_else(|| available_parallelism().ok().map(NonZero::get)).unwrap_or(1).min(items.len());
    let (next, turn) = (AtomicUsize::new(0), Turn::default());
    let mut done = 0;
    scope(|scope| {
        let (send, results) = channel();
        for _ in 0..threads {
            let send = send.clone();
            let (next, turn, name, work, broken) = (&next, &turn, &name, &work, &broken);
            let run = move || {
                while !STOPPED.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    turn.wait_for(index);
                    bar.set_message(one_line(&name(item)).into_owned());
                    let result = guarded(|| work(item)).unwrap_or_else(|said| broken(item, said));
                    bar.inc(1);
                    if send.send((index, result)).is_err() {
                        break;
                    }
                }
            };
            // Where the system gives no further thread, those that there are do the work.
            if Builder::new().stack_size(STACK).spawn_scoped(scope, run).is_err() {
                break;
            }
        }
        drop(send);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (index, result) in results {
            done += 1;
            early.insert(index, result);
            while let Some(result) = early.remove(&due) {
                bar.suspend(|| take(result));
                due += 1;
            }
            turn.is_at(due);
        }
        // Nothing is missing before these but what was not begun.
        early.into_values().for_each(&mut take);
    });
    bar.finish_and_clear();
    items.len() - done
}

/// The results of all items together, in the order of the items. Items that were left undone have none.
pub(crate) fn all<T: Sync, R: Send>(
    items: &[T],
    jobs: Option<usize>,
    bar: &ProgressBar,
    name: impl Fn(&T) -> String + Sync,
    work: impl Fn(&T) -> R + Sync,
    broken: impl Fn(&T, String) -> R + Sync,
) -> (Vec<R>, usize) {
    let mut results = Vec::new();
    let undone = each(items, jobs, bar, name, work, broken, |result| results.push(result));
    (results, undone)
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a panic is what is tested")]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..200).collect();
        for jobs in [None, Some(1), Some(7), Some(500)] {
            let slow_first = |item: &u64| {
                std::thread::sleep(std::time::Duration::from_micros(if item.is_multiple_of(50) { 500 } else { 1 }));
                item * 2
            };
            let (results, undone) =
                all(&items, jobs, &ProgressBar::hidden(), ToString::to_string, slow_first, |_, _| 0);
            assert_eq!((results, undone), (items.iter().map(|item| item * 2).collect(), 0));
        }
        let none = all(&[] as &[u8], None, &ProgressBar::hidden(), ToString::to_string, |_| 1, |_, _| 0);
        assert_eq!(none, (Vec::new(), 0));
    }

    #[test]
    fn nobody_is_far_ahead_of_one_that_takes_long() {
        let items: Vec<usize> = (0..4 * AHEAD).collect();
        let farthest = AtomicUsize::new(0);
        let work = |item: &usize| {
            farthest.fetch_max(*item, Ordering::Relaxed);
            if *item == 0 {
                // Long enough for the others to come as far as they may.
                std::thread::sleep(Duration::from_millis(200));
                farthest.load(Ordering::Relaxed)
            } else {
                0
            }
        };
        let (results, undone) =
            all(&items, Some(4), &ProgressBar::hidden(), ToString::to_string, work, |_, _| usize::MAX);
        assert_eq!((results.len(), undone), (items.len(), 0));
        assert!(results.first().is_some_and(|farthest| *farthest < AHEAD), "{results:?}");
    }

    #[test]
    fn what_breaks_over_one_item_is_its_result_and_the_others_have_theirs() {
        let work = |item: &u8| if *item == 3 { panic!("three") } else { item.to_string() };
        let broken = |item: &u8, said: String| format!("{item}: {said}");
        for jobs in [1, 4] {
            let (results, undone) =
                all(&[1, 2, 3, 4], Some(jobs), &ProgressBar::hidden(), ToString::to_string, work, broken);
            assert_eq!((results.join(" "), undone), ("1 2 3: three 4".to_owned(), 0));
        }
    }
}
