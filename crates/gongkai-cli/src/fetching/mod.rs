//! Bringing published pages, and what is attached to them, from the web.

mod bring;
mod keep;
mod proxies;
mod public;
mod refusal;
mod robots;
mod visitor;
mod whole_address;

pub(crate) use bring::{Brought, bring};
pub(crate) use keep::Keeper;
pub(crate) use proxies::Proxies;
pub(crate) use visitor::{Manners, Visitor};
