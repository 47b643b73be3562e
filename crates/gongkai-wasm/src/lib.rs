//! gongkai as an engine: for the page that runs it in a browser, and for Node and bundlers (the package in `web/engine`).
//!
//! One [`Engine`] answers calls by name. What goes in and comes out is JSON, in the shapes of `gongkai-wire`, and beside it the
//! bytes of files. What goes wrong is a value, `{"failed": …}`; a panic ends the instance, and the package starts another.
//! Nothing is asked of a clock, of chance, of a disk or of a network: the same call gives the same answer.
//!
//! ```
//! use gongkai_wasm::Engine;
//! let mut engine = Engine::new();
//! engine.give("year = 2023\n[organ]\nname = \"青山镇人民政府\"\n".as_bytes().to_vec());
//! let opened = engine.call("open", r#"{"name": "报告.toml"}"#);
//! assert!(opened.json().contains("青山镇人民政府"));
//! assert!(engine.call("open", "{}").json().contains("failed"));
//! ```

mod assessing;
mod collecting;
mod counting;
mod drafting;
mod engine;
mod opening;
mod prose;
mod writing;

pub use assessing::{
    Accept, Assessed, CheckOptions, Counts, Marked, Open, OpenSentence, SectionState, Span, TopicState,
};
pub use collecting::{ConsolidateOptions, Member, OverviewRow, Unreadable};
pub use counting::{RegisterFile, TallyOptions};
pub use drafting::{Drafted, Filled, Prompted};
pub use engine::{Answer, Engine, Version, last_words};
pub use opening::{CellRead, Opened};
pub use writing::{FaceFound, Hint, Made, Note, WriteRequest};
