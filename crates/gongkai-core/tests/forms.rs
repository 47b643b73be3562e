//! The declared forms equal the published data of both editions: every key, label, order and sum.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use gongkai_core::form::{Edition, EquationId, Form, SectionKey, TableDeclaration, TableForm, TableKey, keys};
use serde_json::{Map, Value, json};

fn published() -> Value {
    serde_json::from_str(include_str!("data/forms.json")).expect("the copy of the forms is JSON")
}

/// A declared form in the shape of the published data.
fn declared(form: &Form, published: &Value) -> Value {
    let mut out = Map::new();
    out.insert("document".into(), json!(form.document));
    out.insert("report_years".into(), published["report_years"].clone());
    for table in form.tables() {
        out.insert(table.key.as_str().into(), table_data(table));
    }
    Value::Object(out)
}

fn table_data(table: &TableForm) -> Value {
    let section = table.key.section();
    let mut out = json!({ "number": section.number(), "key": table.key.as_str(), "title": section.title() });
    match table.declared {
        TableDeclaration::Disclosure(form) => {
            out["row_header"] = json!(form.row_header);
            out["blocks"] = form
                .blocks
                .iter()
                .map(|block| {
                    let columns: Vec<Value> = block
                        .columns
                        .iter()
                        .map(|c| json!({ "key": c.key, "label": c.label, "kind": c.kind.as_str() }))
                        .collect();
                    let rows: Vec<Value> =
                        block.rows.iter().map(|r| json!({ "key": r.key, "label": r.label })).collect();
                    json!({ "heading": block.heading, "columns": columns, "rows": rows })
                })
                .collect();
        }
        TableDeclaration::Applications(form) => {
            out["corner"] = json!(form.corner);
            out["column_header"] = json!(form.column_header);
            out["columns"] = form
                .columns
                .iter()
                .map(|c| match c.group {
                    Some(group) => json!({ "key": c.key, "label": c.label, "group": group }),
                    None => json!({ "key": c.key, "label": c.label }),
                })
                .collect();
            out["rows"] = form.rows.iter().map(|r| json!({ "key": r.key, "path": r.path })).collect();
            out["equations"] = json!([
                equation(table, EquationId::Balance, "column", "printed in the table's own corner cell"),
                equation(table, EquationId::Outcomes, "column", "arithmetic"),
                equation(table, EquationId::Applicants, "row", "arithmetic"),
            ]);
        }
        TableDeclaration::Disputes(form) => {
            out["groups"] = form.groups.iter().map(|g| json!({ "key": g.key, "path": g.path })).collect();
            out["columns"] = form.columns.iter().map(|c| json!({ "key": c.key, "label": c.label })).collect();
            out["equations"] = json!([equation(table, EquationId::Disputes, "group", "arithmetic")]);
        }
    }
    out
}

/// The sums of one equation, folded back into keys along the other direction; they must agree on every line.
fn equation(table: &TableForm, id: EquationId, per: &str, source: &str) -> Value {
    let mut folded: Option<(Vec<&str>, Vec<&str>)> = None;
    for sum in table.sums.iter().filter(|sum| sum.equation == id) {
        let along = |keys: &[gongkai_core::form::CellKey]| -> Vec<&'static str> {
            keys.iter().map(|key| if per == "column" { key.row() } else { key.column() }).collect()
        };
        let sides = (along(&sum.left), along(&sum.right));
        assert!(sum.terms().all(|(key, _)| (if per == "column" { key.column() } else { key.row() }) == sum.line));
        assert!(folded.is_none_or(|known| known == sides), "{id} differs from line to line");
        folded = Some(sides);
    }
    let (left, right) = folded.expect("every equation has sums");
    json!({ "id": id.as_str(), "per": per, "left": left, "right": right, "source": source })
}

#[test]
fn both_editions_equal_the_published_forms() {
    let published = published();
    for edition in Edition::all() {
        let expected = &published["editions"][edition.as_str()];
        assert_eq!(&declared(edition.form(), expected), expected, "edition {edition}");
    }
    let editions = published["editions"].as_object().expect("editions");
    assert_eq!(editions.len(), Edition::all().len());
}

#[test]
fn sections_equal_the_published_forms() {
    let sections: Vec<Value> =
        SectionKey::ALL.iter().map(|s| json!({ "key": s.as_str(), "heading": s.heading() })).collect();
    assert_eq!(Value::Array(sections), published()["sections"]);
}

#[test]
fn each_line_of_each_equation_has_its_sum() {
    for (edition, rows) in [(Edition::E2021, 25), (Edition::E2019, 23)] {
        let count = |id| edition.form().sums().filter(|sum| sum.equation == id).count();
        assert_eq!(
            (
                count(EquationId::Balance),
                count(EquationId::Outcomes),
                count(EquationId::Applicants),
                count(EquationId::Disputes)
            ),
            (7, 7, rows, 3),
            "{edition}"
        );
    }
}

#[test]
fn the_grid_has_the_official_merges() {
    let table = Edition::E2021.form().table(TableKey::Applications);
    let span = |label: &str| {
        let found = table.grid.iter().find(|cell| {
            matches!(cell.content, gongkai_core::form::GridContent::Label(l) | gongkai_core::form::GridContent::Head(l) if l.starts_with(label))
        });
        found.map(|cell| (cell.row_span, cell.column_span))
    };
    assert_eq!(span("（本列数据"), Some((3, 3)));
    assert_eq!(span("申请人情况"), Some((1, 7)));
    assert_eq!(span("自然人"), Some((2, 1)));
    assert_eq!(span("法人或其他组织"), Some((1, 5)));
    assert_eq!(span("三、本年度办理结果"), Some((22, 1)));
    assert_eq!(span("（三）不予公开"), Some((8, 1)));
    assert_eq!(span("（四）无法提供"), Some((3, 1)));
    assert_eq!(span("（五）不予处理"), Some((5, 1)));
    assert_eq!(span("（六）其他处理"), Some((3, 1)));
    assert_eq!(span("（七）总计"), Some((1, 2)));
    assert_eq!((table.rows, table.columns, table.head_rows), (28, 10, 3));
    let earlier = Edition::E2019.form().table(TableKey::Applications);
    assert_eq!((earlier.rows, earlier.columns), (26, 10));
    let disputes = Edition::E2021.form().table(TableKey::Disputes);
    assert_eq!((disputes.rows, disputes.columns, disputes.head_rows), (4, 15, 3));
}

#[test]
fn the_keys_by_which_cells_are_named_are_those_of_the_editions() {
    let cells = || Edition::all().flat_map(|edition| edition.form().cells()).map(|cell| cell.key);
    let named = |keys: &[&'static str]| keys.iter().copied().collect::<BTreeSet<&str>>();
    assert_eq!(named(keys::row::ALL), cells().map(|key| key.row()).collect());
    assert_eq!(named(keys::column::ALL), cells().map(|key| key.column()).collect());
}
