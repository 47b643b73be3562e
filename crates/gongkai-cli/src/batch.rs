//! Many files on all cores, one after the other to whoever takes the results.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread::{Builder, available_parallelism, scope};

use gongkai::characters::one_line;
use gongkai::guarded;
use indicatif::ProgressBar;

/// The stack of each thread in bytes: elements may nest as deep as the limits allow.
const STACK: usize = 32 << 20;

/// Whether somebody has asked to stop.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Asks a run over many files to stop after those that are in hand, so that each output is whole or not there. Says
/// whether it was asked before.
pub fn stop() -> bool {
    STOPPED.swap(true, Ordering::Relaxed)
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
    let next = AtomicUsize::new(0);
    let mut done = 0;
    scope(|scope| {
        let (send, results) = channel();
        for _ in 0..threads {
            let send = send.clone();
            let (next, name, work, broken) = (&next, &name, &work, &broken);
            let run = move || {
                while !STOPPED.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
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
