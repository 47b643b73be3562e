//! How long writing a filing takes once the fonts are loaded, and how long loading them takes.
#![allow(clippy::unwrap_used, reason = "a benchmark has nobody to report to")]
#![allow(missing_docs, reason = "the macros of criterion write undocumented functions")]

use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use gongkai_core::format::Writer;
use gongkai_core::style::Style;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_layout::Fonts;
use gongkai_pdf::PdfWriter;

fn filing(criterion: &mut Criterion) {
    let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023).unwrap());
    report.form_cells().for_each(|cell| report.set(cell.key, Cell::from(7)));
    let document = compose(&report);
    let writer = PdfWriter::new(Arc::new(Fonts::system()), Style::gbt9704());
    criterion.bench_function("filing as PDF", |bencher| bencher.iter(|| writer.write(&document)));
    criterion.bench_function("loading fonts", |bencher| bencher.iter(Fonts::system));
}

criterion_group!(benches, filing);
criterion_main!(benches);
