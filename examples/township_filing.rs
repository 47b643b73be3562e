//! Builds a township's report in Rust and writes it as Word, PDF and Excel.
//!
//! ```sh
//! cargo run --release --example township_filing -- out
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it does")]

use std::path::PathBuf;

use gongkai::form::SectionKey;
use gongkai::{Cell, Level, Organ, Report, WriteOptions, Year};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "out".to_owned()));
    std::fs::create_dir_all(&folder)?;

    let organ = Organ::new("湘乡市山枣镇人民政府").with_level(Level::Township);
    let mut report = Report::new(organ, Year::new(2023)?);

    // The township states every cell: these figures are its published ones. A cell that is never set would be printed
    // blank and named by the check; nothing becomes 0 by itself.
    let keys: Vec<_> = report.form_cells().map(|cell| cell.key).collect();
    for key in keys {
        report.set(key, Cell::from(0));
    }
    report.set("disclosure.licenses.decisions".parse()?, Cell::from(4));
    report.set("disclosure.penalties.decisions".parse()?, Cell::from(4));

    report.preamble = ["本报告所列数据的统计期限为2023年1月1日至12月31日。"].into();
    report.set_narrative(
        SectionKey::Overview,
        [
            "（一）主动公开。全年作出行政许可决定4件、行政处罚决定4件，依法公开。",
            "（二）依申请公开。受理渠道保持畅通，全年没有收到政府信息公开申请。",
            "（三）政府信息管理。文件在拟稿时确定公开属性，公开前逐件审查。",
            "（四）政府信息公开平台建设。以市政府门户网站的乡镇专栏为主，便民服务大厅设查阅点。",
            "（五）监督保障。公开工作纳入年度工作考核；开展社会评议，意见均已反馈；责任追究结果为零。",
        ],
    );
    report.set_narrative(
        SectionKey::Problems,
        [
            "存在的主要问题：公开的内容以结果为主，过程和解读偏少；个别站所报送不够及时。",
            "改进情况：把报送时限写进工作清单，每月通报；涉及面广的政策同时发布问答。",
        ],
    );
    report.set_narrative(SectionKey::OtherMatters, ["2023年，我镇没有收取政府信息公开信息处理费。"]);

    let files = ["filing.docx", "filing.pdf", "filing.xlsx"].map(|name| folder.join(name));
    for saved in gongkai::save_all(&report, &files, &WriteOptions::default())? {
        println!("{}", saved.path.display());
        for note in saved.notes {
            eprintln!("  {note}");
        }
    }
    Ok(())
}
