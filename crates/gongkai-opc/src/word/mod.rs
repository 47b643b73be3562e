//! Making Word files: for readers of the older notations, which say what a `.docx` says in other words.

mod form;
mod lists;
mod package;
mod placing;
mod shading;
mod table;

pub use form::{Form, MOST_CHOICES};
pub use lists::number_format;
pub use package::{Properties, ROOT, WordPackage};
pub use placing::Placing;
pub use shading::{Colour, Pattern, Shading, written_colour};
pub use table::{Cell, Row, Vertical, write_table};
