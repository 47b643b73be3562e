//! How long setting takes: one filing, and a paragraph at two lengths that show the time to be linear.
#![allow(clippy::unwrap_used, reason = "a benchmark has nobody to report to")]
#![allow(missing_docs, reason = "the macros of criterion write undocumented functions")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gongkai_core::document::{Document, Paragraph, ParagraphRole};
use gongkai_core::style::Style;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_layout::{Fonts, lay_out};

fn filing(criterion: &mut Criterion) {
    let fonts = Fonts::system();
    let style = Style::gbt9704();
    let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023).unwrap());
    report.form_cells().for_each(|cell| report.set(cell.key, Cell::from(7)));
    let document = compose(&report);
    criterion.bench_function("filing", |bencher| bencher.iter(|| lay_out(&document, &style, &fonts)));
}

fn paragraph(criterion: &mut Criterion) {
    let fonts = Fonts::system();
    let style = Style::gbt9704();
    let mut group = criterion.benchmark_group("paragraph");
    for length in [1_000_u32, 10_000, 100_000] {
        let sentence = "全年公开政府信息1,295条，";
        let text = sentence.repeat(usize::try_from(length).unwrap() / sentence.chars().count());
        let document = Document::new(vec![Paragraph::new(ParagraphRole::Body, text).into()]);
        group.throughput(Throughput::Elements(u64::from(length)));
        group.bench_with_input(BenchmarkId::from_parameter(length), &document, |bencher, document| {
            bencher.iter(|| lay_out(document, &style, &fonts));
        });
    }
    group.finish();
}

criterion_group!(benches, filing, paragraph);
criterion_main!(benches);
