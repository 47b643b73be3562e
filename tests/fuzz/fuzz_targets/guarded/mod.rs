//! For readers that call a library under a guard.
//!
//! The fuzzer ends at every panic, before anything can catch it. A panic inside a library that the reader guards
//! against is no defect of the reader: its place is printed, and it unwinds into the guard. A panic in our own code
//! still ends the run, and so does one that no guard catches.

/// Lets panics of libraries unwind.
pub fn let_libraries_unwind() {
    let ends_the_run = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match panic.location() {
        Some(place) if !place.file().contains("gongkai-") && !place.file().contains("fuzz_targets") => {
            eprintln!("guarded panic at {place}");
        }
        _ => ends_the_run(panic),
    }));
}
