//! The office's own way out: a proxy that the environment names, as `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and
//! `NO_PROXY` do for other programs, the names in small letters first.

use std::net::IpAddr;

use gongkai::words::Text;
use url::{Host, Url};

/// The proxies of an office, and which sites it reaches without one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Proxies {
    http: Option<Way>,
    https: Option<Way>,
    direct: Vec<Direct>,
}

/// A way through a proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) proxy: ureq::Proxy,
}

/// Which sites are reached without a proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Direct {
    Every,
    /// A host, and every one below it; on one port alone where that is said.
    Below(String, Option<u16>),
    /// The addresses that begin with as many bits as these do.
    Within(IpAddr, u8),
}

/// A variable of the environment that names no proxy which can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadProxy {
    variable: String,
    /// The kind of proxy, where it is one that is not spoken to.
    kind: Option<String>,
}

impl BadProxy {
    /// What is said of it; what the variable holds is not repeated, for a password may stand there.
    pub(crate) fn in_words(&self) -> Text {
        let name = &self.variable;
        match &self.kind {
            Some(kind) => Text::new(
                format!("环境变量 {name} 写的是 {kind} 代理，只能用 http、https 代理；不用代理的，请清空这个变量"),
                format!("{name} names a {kind} proxy; only http and https proxies can be used, or unset it"),
            ),
            None => Text::new(
                format!("环境变量 {name} 写的不是代理的地址，应如 http://10.0.0.1:8080；不用代理的，请清空这个变量"),
                format!("{name} is no address of a proxy, which is like http://10.0.0.1:8080; correct or unset it"),
            ),
        }
    }
}

impl Way {
    /// What the proxy is called, without the name and the password that it asks for.
    pub(super) fn shown(&self) -> String {
        format!("{}:{}", self.proxy.host(), self.proxy.port())
    }

    /// Whether one speaks to the proxy itself without encryption.
    pub(super) fn is_plain(&self) -> bool {
        self.proxy.protocol() == ureq::ProxyProtocol::Http
    }

    /// What the proxy is told of who asks.
    pub(super) fn authorization(&self) -> Option<String> {
        use base64::Engine as _;
        let (name, password) = (self.proxy.username(), self.proxy.password());
        (name.is_some() || password.is_some()).then(|| {
            let both = format!("{}:{}", name.unwrap_or_default(), password.unwrap_or_default());
            format!("Basic {}", base64::prelude::BASE64_STANDARD.encode(both))
        })
    }
}

impl Proxies {
    /// What the environment of this program says.
    pub(crate) fn of_environment() -> Result<Self, BadProxy> {
        Self::of(|name| std::env::var(name).ok())
    }

    fn of(variable: impl Fn(&str) -> Option<String>) -> Result<Self, BadProxy> {
        let said = |name: &str| {
            let own = [name.to_owned(), name.to_ascii_uppercase()].into_iter();
            own.filter_map(|name| Some((variable(&name)?.trim().to_owned(), name))).find(|(value, _)| !value.is_empty())
        };
        let way = |name: &str| said(name).or_else(|| said("all_proxy")).map(way).transpose();
        let direct = said("no_proxy").map(|(value, _)| value).unwrap_or_default();
        let direct = direct.split([',', ' ', ';']).filter_map(|entry| Direct::of(entry.trim())).collect();
        Ok(Self { http: way("http_proxy")?, https: way("https_proxy")?, direct })
    }

    /// The proxy through which an address is asked for; none where it is asked for itself. This machine always is.
    pub(super) fn of_address(&self, address: &Url) -> Option<&Way> {
        let way = if address.scheme() == "https" { &self.https } else { &self.http };
        let host = address.host()?;
        let own = match &host {
            Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(own) => own.is_loopback(),
            Host::Ipv6(own) => own.is_loopback(),
        };
        let port = address.port_or_known_default();
        way.as_ref().filter(|_| !own && !self.direct.iter().any(|direct| direct.fits(&host, port)))
    }

    /// The proxies that there are, each once.
    pub(crate) fn shown(&self) -> Vec<String> {
        let mut all: Vec<String> = self.https.iter().chain(&self.http).map(Way::shown).collect();
        all.dedup();
        all
    }
}

fn way((value, variable): (String, String)) -> Result<Way, BadProxy> {
    let kind = value.split_once("://").map(|(kind, _)| kind.to_ascii_lowercase());
    let other = kind.filter(|kind| !["http", "https"].contains(&kind.as_str()));
    match ureq::Proxy::new(&value) {
        Ok(proxy) if other.is_none() => Ok(Way { proxy }),
        _ => Err(BadProxy { variable, kind: other }),
    }
}

impl Direct {
    fn of(entry: &str) -> Option<Self> {
        if entry.is_empty() {
            return None;
        }
        if entry == "*" {
            return Some(Self::Every);
        }
        let (base, bits) = entry.split_once('/').map_or((entry, None), |(base, bits)| (base, Some(bits)));
        if let Ok(address) = base.trim_matches(['[', ']']).parse::<IpAddr>() {
            let most = if address.is_ipv4() { 32 } else { 128 };
            let bits = bits.map_or(Some(most), |bits| bits.parse().ok().filter(|bits| *bits <= most))?;
            return Some(Self::Within(address, bits));
        }
        let (name, port) = match base.rsplit_once(':') {
            Some((name, port)) => (name, Some(port.parse().ok()?)),
            None => (base, None),
        };
        let name = name.strip_prefix('*').unwrap_or(name);
        Some(Self::Below(name.strip_prefix('.').unwrap_or(name).to_ascii_lowercase(), port))
    }

    fn fits(&self, host: &Host<&str>, port: Option<u16>) -> bool {
        match (self, host) {
            (Self::Every, _) => true,
            (Self::Below(name, own), Host::Domain(host)) => {
                let host = host.to_ascii_lowercase();
                let below = || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
                (host == *name || below()) && own.is_none_or(|own| Some(own) == port)
            }
            (Self::Below(..), _) | (Self::Within(..), Host::Domain(_)) => false,
            (Self::Within(IpAddr::V4(net), bits), Host::Ipv4(host)) => {
                u32::from(32 - *bits) == 32 || (u32::from(*net) ^ u32::from(*host)) >> (32 - u32::from(*bits)) == 0
            }
            (Self::Within(IpAddr::V6(net), bits), Host::Ipv6(host)) => {
                *bits == 0 || (u128::from(*net) ^ u128::from(*host)) >> (128 - u32::from(*bits)) == 0
            }
            (Self::Within(..), _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(all: &[(&str, &str)]) -> Result<Proxies, BadProxy> {
        Proxies::of(|name| all.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_environment_says_which_way_an_address_is_asked_for() {
        let said = [
            ("HTTP_PROXY", "http://10.0.0.1:8080"),
            ("http_proxy", ""),
            ("ALL_PROXY", "proxy.county:3128"),
            ("NO_PROXY", "localhost, .county.gov.cn,*.city.cn,one.cn:81,10.0.0.0/8,[2400::]/16,1.2.3.4"),
        ];
        let proxies = proxies(&said).unwrap();
        for (address, way) in [
            ("http://www.gov.cn/x", Some("10.0.0.1:8080")),
            ("https://www.gov.cn/x", Some("proxy.county:3128")),
            ("http://county.gov.cn/", None),
            ("https://a.b.County.gov.cn:8443/", None),
            ("http://othercounty.gov.cn/", Some("10.0.0.1:8080")),
            ("http://www.city.cn/", None),
            ("http://one.cn:81/", None),
            ("http://one.cn/", Some("10.0.0.1:8080")),
            ("http://10.255.0.1/", None),
            ("http://11.0.0.1/", Some("10.0.0.1:8080")),
            ("http://1.2.3.4/", None),
            ("http://1.2.3.5/", Some("10.0.0.1:8080")),
            ("http://[2400:1::1]/", None),
            ("http://[2401::1]/", Some("10.0.0.1:8080")),
            ("http://127.0.0.1:80/", None),
            ("http://localhost/", None),
        ] {
            let found = proxies.of_address(&Url::parse(address).unwrap()).map(Way::shown);
            assert_eq!(found.as_deref(), way, "{address}");
        }
        assert_eq!(proxies.shown(), ["proxy.county:3128", "10.0.0.1:8080"]);
        let none = self::proxies(&[("https_proxy", "http://p"), ("NO_PROXY", "*")]).unwrap();
        assert_eq!(none.of_address(&Url::parse("https://a.cn").unwrap()), None);
        assert_eq!(self::proxies(&[]), Ok(Proxies::default()));
    }

    #[test]
    fn what_is_no_proxy_is_said_without_its_password() {
        for (value, kind) in [("socks5://u:secret@p:1", Some("socks5")), ("http://", None), ("a b", None)] {
            let wrong = proxies(&[("https_proxy", value)]).unwrap_err();
            assert_eq!(wrong, BadProxy { variable: "https_proxy".to_owned(), kind: kind.map(str::to_owned) });
            let said = wrong.in_words();
            assert!(said.zh.contains("https_proxy") && !said.zh.contains("secret"), "{}", said.zh);
        }
        let way = way(("http://%E5%BC%A0:p%40ss@p:1".to_owned(), String::new())).unwrap();
        assert_eq!((way.shown().as_str(), way.authorization().as_deref()), ("p:1", Some("Basic 5bygOnBAc3M=")));
    }
}
