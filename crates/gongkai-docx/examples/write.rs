//! Composes a report and writes it as a Word document: `cargo run -p gongkai-docx --example write -- report.docx`.

use gongkai_core::form::SectionKey;
use gongkai_core::format::Writer;
use gongkai_core::style::Style;
use gongkai_core::{Cell, Organ, Report, Year, compose};
use gongkai_docx::DocxWriter;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: write FILE.docx [plain]")?;
    let style = if arguments.next().as_deref() == Some("plain") { Style::plain() } else { Style::gbt9704() };
    let mut report = Report::new(Organ::new("青山县云溪镇人民政府"), Year::new(2023)?);
    report.preamble = [
        "根据《中华人民共和国政府信息公开条例》和国务院办公厅政府信息与政务公开办公室印发的年度报告格式，编制本报告。",
        "报告所列数据的统计期限自2023年1月1日起至12月31日止。如对报告有疑问，请与本镇党政办公室联系（电话：0731-12345678）。",
    ].into();
    report.set_narrative(
        SectionKey::Overview,
        [
            "2023年，本镇坚持以公开为常态、不公开为例外，围绕群众关切的“急难愁盼”问题，持续推进政府信息公开工作。",
            "（一）主动公开。全年通过县政府门户网站主动公开政府信息126条，其中财政预决算信息12条、民生保障信息38条、\
             乡村振兴信息41条、其他信息35条，较上年增长15.6%。",
            "（二）依申请公开。全年收到政府信息公开申请3件，均为自然人提出，已在法定期限内办结；未发生行政复议和行政诉讼。",
            "（三）政府信息管理。落实“三审三校”制度，对拟公开的信息逐条进行保密审查，全年未发生失泄密事件。",
            "（四）平台建设。整合镇级政务公开专区1处，在12个村（社区）设置公开栏——方便群众就近查阅……",
            "（五）监督保障。明确分管领导1名、专职人员2名，组织业务培训2次，参训45人次；社会评议满意率为98.5%。",
        ],
    );
    report.set_narrative(
        SectionKey::Problems,
        [
            "（一）存在的主要问题",
            "1.公开内容不够丰富。政策解读形式较为单一，以文字解读为主，图表和视频解读偏少。",
            "2.队伍力量较为薄弱。工作人员多为兼职，人员变动较为频繁，业务能力有待提升。",
            "（二）改进措施",
            "1.丰富公开内容。围绕群众关注的社会救助、养老服务、涉农补贴等领域，主动回应关切。",
            "2.加强队伍建设。全年计划组织专题培训不少于4次，做到定人、定岗、定责。",
        ],
    );
    report.set_narrative(SectionKey::OtherMatters, ["本年度未收取政府信息公开信息处理费，没有其他需要报告的事项。"]);
    let cells: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    for key in cells {
        report.set(key, Cell::from(0));
    }
    for (key, value) in [
        ("disclosure.licenses.decisions", "14"),
        ("disclosure.penalties.decisions", "3"),
        ("disclosure.administrative_fees.amount", "24252.311082"),
        ("applications.received.natural_person", "3"),
        ("applications.received.total", "3"),
        ("applications.granted.natural_person", "2"),
        ("applications.granted.total", "2"),
        ("applications.not_held.natural_person", "1"),
        ("applications.not_held.total", "1"),
        ("applications.total_processed.natural_person", "3"),
        ("applications.total_processed.total", "3"),
    ] {
        report.set(key.parse()?, Cell::parse(value));
    }
    std::fs::write(path, DocxWriter::new(style).write(&compose(&report))?.bytes)?;
    Ok(())
}
