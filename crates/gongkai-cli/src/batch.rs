//! Many files on all cores.

use indicatif::ProgressBar;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

/// Does something with every item, on so many threads (all cores when none is given), and gives the results in the order of the items.
pub(crate) fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: Option<usize>,
    bar: &ProgressBar,
    name: impl Fn(&T) -> String + Sync,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let one = |item: &T| {
        bar.set_message(name(item));
        let result = work(item);
        bar.inc(1);
        result
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build();
    let results = match (items.len(), pool) {
        // A system that gives no threads still does the work.
        (0 | 1, _) | (_, Err(_)) => items.iter().map(one).collect(),
        (_, Ok(pool)) => pool.install(|| items.par_iter().map(one).collect()),
    };
    bar.finish_and_clear();
    results
}
