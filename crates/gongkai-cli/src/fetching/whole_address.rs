//! Asking a proxy for a page of a site without encryption: the proxy is told the whole address, as all of them take it.
//! A tunnel, which is for encrypted sites, many proxies open to no other port than that of those.

use std::fmt;
use std::io::{Read as _, Write as _};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};

/// Finds the proxy, whatever is asked for.
#[derive(Debug)]
pub(super) struct ToProxy {
    system: DefaultResolver,
    proxy: Uri,
}

impl ToProxy {
    pub(super) fn new(proxy: Uri) -> Self {
        Self { system: DefaultResolver::default(), proxy }
    }
}

impl Resolver for ToProxy {
    fn resolve(&self, _: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        self.system.resolve(&self.proxy, config, timeout)
    }
}

/// Puts the site in front of the path in what is sent over a connection to a proxy.
#[derive(Debug)]
pub(super) struct WholeAddress;

impl<T: Transport> Connector<T> for WholeAddress {
    type Out = Asking;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<T>) -> Result<Option<Asking>, Error> {
        let Some(chained) = chained else { return Ok(None) };
        let site = details.uri.authority().map(|site| format!("http://{site}")).unwrap_or_default();
        let (input, output) = (details.config.input_buffer_size(), details.config.output_buffer_size());
        Ok(Some(Asking {
            stream: TransportAdapter::new(chained.boxed(), details.current_time.clone()),
            buffers: LazyBuffers::new(input, output),
            site: Some(site),
        }))
    }
}

/// A connection to a proxy, for one request.
pub(super) struct Asking {
    stream: TransportAdapter,
    buffers: LazyBuffers,
    /// The site, until it has been said.
    site: Option<String>,
}

impl fmt::Debug for Asking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asking").field("site", &self.site).finish_non_exhaustive()
    }
}

impl Transport for Asking {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.set_timeout(timeout);
        let sent: &[u8] = self.buffers.output();
        let sent = sent.get(..amount).unwrap_or(sent);
        let space = sent.iter().position(|byte| *byte == b' ');
        let (method, rest) = sent.split_at(space.map_or(0, |space| space + 1));
        match (self.site.take(), space) {
            (Some(site), Some(_)) => {
                self.stream.write_all(&[method, site.as_bytes(), rest].concat())?;
            }
            _ => self.stream.write_all(sent)?,
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.set_timeout(timeout);
        let amount = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        // One request is all that is asked over it.
        false
    }
}
