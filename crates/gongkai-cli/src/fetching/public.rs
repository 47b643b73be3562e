//! Which addresses belong to the public network. A name is looked up once, when the connection is made, and what it stands
//! for then is judged: neither a page nor a server can send this program into the office's own network.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Looks names up, and knows none that stands for an address which is not public.
#[derive(Debug)]
pub(super) struct PublicResolver<R> {
    /// Looks names up.
    system: R,
    /// Whether the office's own addresses are wanted.
    private_too: bool,
    /// An address of this machine that passes for public in a test.
    #[cfg(test)]
    passing: Option<SocketAddr>,
}

/// That a name stands for addresses of no public network.
#[derive(Debug)]
pub(super) struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a public address")
    }
}

impl std::error::Error for NotPublic {}

impl<R> PublicResolver<R> {
    pub(super) fn new(system: R, private_too: bool) -> Self {
        Self {
            system,
            private_too,
            #[cfg(test)]
            passing: None,
        }
    }

    #[cfg(test)]
    pub(super) fn with_passing(mut self, address: SocketAddr) -> Self {
        self.passing = Some(address);
        self
    }

    fn is_public(&self, address: &SocketAddr) -> bool {
        #[cfg(test)]
        if self.passing == Some(*address) {
            return true;
        }
        is_public(address.ip())
    }
}

impl<R: Resolver> Resolver for PublicResolver<R> {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.system.resolve(uri, config, timeout)?;
        if self.private_too {
            return Ok(found);
        }
        let mut public = self.empty();
        let all: &[SocketAddr] = &found;
        all.iter().filter(|address| self.is_public(address)).for_each(|address| public.push(*address));
        if public.is_empty() { Err(ureq::Error::Other(Box::new(NotPublic))) } else { Ok(public) }
    }
}

/// Whether an address belongs to the public network.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match embedded(address) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let kept = match (first, second, third) {
        // This network; between a provider and its customers; protocols; tests of networks; what is not given out.
        (0, ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18 | 19, _) | (240.., ..) => true,
        _ => false,
    };
    !(kept
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_documentation = first == 0x2001 && second == 0x0db8;
    // Local to a link, to a site in the older and the newer way, and to several receivers.
    let is_local = matches!(first, 0xfe80..=0xfeff | 0xfc00..=0xfdff | 0xff00..);
    !(address.is_unspecified() || address.is_loopback() || is_local || is_documentation)
}

/// The address of the older kind that one of the newer kind stands for.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match address.segments() {
        [0x2002, high, low, ..] => Some(of(high, low)),
        [0x0064, 0xff9b, 0, 0, 0, 0, high, low]
        | [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low] => Some(of(high, low)),
        [0, 0, 0, 0, 0, 0, high, low] if (high, low) > (0, 1) => Some(of(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_public_is_told_from_what_is_not() {
        for private in [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "fec0::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["1.1.1.1", "172.32.0.1", "114.114.114.114", "192.169.0.1", "2400:3200::1", "::ffff:1.1.1.1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
