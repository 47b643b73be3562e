//! Bringing published pages, and what is attached to them, from the web.

mod bring;
mod keep;
mod public;
mod refusal;
mod robots;
mod visitor;

pub(crate) use bring::{Brought, bring};
pub(crate) use keep::Keeper;
pub(crate) use visitor::{Manners, Visitor};
