//! Visiting sites as a guest: one request at a time to a host, with a pause between two, nothing that its `robots.txt` asks
//! to leave alone, and within limits of time, size and redirects.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::http::header::{CONTENT_TYPE, LOCATION, PROXY_AUTHORIZATION, USER_AGENT};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::resolver::{DefaultResolver, Resolver};
use ureq::unversioned::transport::{Connector as _, DefaultConnector, NextTimeout, time};
use url::Url;

use super::proxies::{Proxies, Way};
use super::public::{NotPublic, PublicResolver};
use super::refusal::{Refusal, Untrusted};
use super::robots::Robots;
use super::whole_address::{ToProxy, WholeAddress};
use crate::batch;

/// What this program calls itself in `robots.txt`, and to whoever reads the records of a site.
const PROGRAM: &str = "gongkai";
const INTRODUCTION: &str = concat!(
    "gongkai/",
    env!("CARGO_PKG_VERSION"),
    " (reads published annual reports on disclosure of government information; obeys robots.txt)"
);
/// The most that is read of a `robots.txt`, in bytes.
const MOST_ROBOTS: usize = 512 << 10;

/// How a guest behaves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manners {
    /// How long to wait between two requests to a host.
    pub(crate) delay: Duration,
    /// How long making a connection may take.
    pub(crate) connect: Duration,
    /// How long an address may take in all, its redirects too.
    pub(crate) whole: Duration,
    /// The most that is taken from an address, in bytes.
    pub(crate) most_bytes: usize,
    /// How often one may be sent on.
    pub(crate) most_redirects: usize,
    /// Whether addresses of the office's own network are visited.
    pub(crate) private_too: bool,
}

/// What came from an address.
#[derive(Debug)]
pub(super) struct Arrived {
    /// Where it was in the end.
    pub(super) address: Url,
    /// The addresses that led there.
    pub(super) through: Vec<Url>,
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    pub(super) bytes: Vec<u8>,
}

/// What is known of a host.
#[derive(Debug, Default)]
struct Host {
    /// When it was last asked for something.
    last: Option<Instant>,
    /// What each of its sites asks of programs.
    robots: BTreeMap<String, Result<Robots, Refusal>>,
}

/// A guest.
pub(crate) struct Visitor {
    /// Asks the sites themselves.
    agent: ureq::Agent,
    proxies: Proxies,
    tls: TlsConfig,
    manners: Manners,
    hosts: Mutex<BTreeMap<String, Arc<Mutex<Host>>>>,
}

/// An answer of a server.
enum Answer {
    Sent { status: u16, content_type: Option<String>, bytes: Vec<u8> },
    Elsewhere(String),
}

/// What is done with more than is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beyond {
    Refused,
    LeftOut,
}

impl Visitor {
    pub(crate) fn new(manners: Manners, proxies: Proxies) -> Self {
        Self::with(manners, proxies, PublicResolver::new(DefaultResolver::default(), manners.private_too))
    }

    fn with<R: Resolver>(manners: Manners, proxies: Proxies, resolver: PublicResolver<R>) -> Self {
        // Whatever the system trusts; the office's own authorities are among them.
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let agent = ureq::Agent::with_parts(config(manners, &tls, None), DefaultConnector::default(), resolver);
        Self { agent, proxies, tls, manners, hosts: Mutex::default() }
    }

    /// Who asks through a proxy. What a proxy is told is for one request, so that none goes to another site's connection.
    fn through(&self, way: &Way, encrypted: bool) -> ureq::Agent {
        if encrypted || !way.is_plain() {
            let config = config(self.manners, &self.tls, Some(way.proxy.clone()));
            return ureq::Agent::with_parts(config, DefaultConnector::default(), DefaultResolver::default());
        }
        let connector = DefaultConnector::default().chain(WholeAddress);
        let proxy: Uri = way.proxy.uri().clone();
        ureq::Agent::with_parts(config(self.manners, &self.tls, None), connector, ToProxy::new(proxy))
    }

    /// Whether a name that a proxy would look up is known here to stand for no public address. What nobody here knows is
    /// the proxy's to judge, which is the office's own.
    fn is_known_as_private(&self, address: &Url) -> bool {
        let Ok(uri) = address.as_str().parse::<Uri>() else { return false };
        let resolver = PublicResolver::new(DefaultResolver::default(), self.manners.private_too);
        let after = time::Duration::Exact(self.manners.connect);
        let timeout = NextTimeout { after, reason: ureq::Timeout::Resolve, ..NextTimeout::default() };
        let found = resolver.resolve(&uri, self.agent.config(), timeout);
        found.is_err_and(|error| matches!(error, ureq::Error::Other(other) if other.is::<NotPublic>()))
    }

    /// What is at an address, wherever that sends us.
    pub(super) fn visit(&self, address: Url, mut through: Vec<Url>) -> Result<Arrived, Refusal> {
        let mut until = Instant::now() + self.manners.whole;
        let mut address = address;
        loop {
            address.set_fragment(None);
            if !["http", "https"].contains(&address.scheme()) {
                return Err(Refusal::NotWeb(address.scheme().to_owned()));
            }
            if through.contains(&address) {
                return Err(Refusal::Circle);
            }
            if through.len() > self.manners.most_redirects {
                return Err(Refusal::TooManyRedirects(self.manners.most_redirects));
            }
            let host = self.host(&address)?;
            // Waiting for a turn is none of the site's slowness.
            let waited = Instant::now();
            let mut host = host.lock().unwrap_or_else(PoisonError::into_inner);
            let delay = self.admitted(&address, &mut host)?;
            pause(&mut host, delay)?;
            until += waited.elapsed();
            let answer = self.ask(&address, until, self.manners.most_bytes, Beyond::Refused);
            host.last = Some(Instant::now());
            drop(host);
            match answer? {
                Answer::Sent { status, content_type, bytes } => {
                    return Ok(Arrived { address, through, status, content_type, bytes });
                }
                Answer::Elsewhere(to) => {
                    let next = address.join(to.trim()).map_err(|_| Refusal::BadAddress(to))?;
                    through.push(std::mem::replace(&mut address, next));
                }
            }
        }
    }

    fn host(&self, address: &Url) -> Result<Arc<Mutex<Host>>, Refusal> {
        let name = address.host_str().ok_or_else(|| Refusal::BadAddress(address.to_string()))?;
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(hosts.entry(name.to_owned()).or_default()))
    }

    /// How long to wait between two requests to a site, if it has nothing against this one.
    fn admitted(&self, address: &Url, host: &mut Host) -> Result<Duration, Refusal> {
        let site = address.origin().ascii_serialization();
        if !host.robots.contains_key(&site) {
            pause(host, self.manners.delay)?;
            let asked = self.robots(address);
            host.last = Some(Instant::now());
            host.robots.insert(site.clone(), asked);
        }
        match host.robots.get(&site) {
            Some(Ok(robots)) => {
                let path = address
                    .query()
                    .map_or_else(|| address.path().to_owned(), |query| format!("{}?{query}", address.path()));
                let delay = robots.delay.unwrap_or_default().max(self.manners.delay);
                if robots.allows(&path) { Ok(delay) } else { Err(Refusal::Forbidden) }
            }
            Some(Err(refusal)) => Err(refusal.clone()),
            None => Ok(self.manners.delay),
        }
    }

    /// What a site asks of programs: nothing where it has no such file; to stay away where it cannot say.
    fn robots(&self, address: &Url) -> Result<Robots, Refusal> {
        let until = Instant::now() + self.manners.whole;
        let mut at = address.join("/robots.txt").map_err(|_| Refusal::BadAddress(address.to_string()))?;
        for _ in 0..=self.manners.most_redirects {
            match self.ask(&at, until, MOST_ROBOTS, Beyond::LeftOut) {
                Ok(Answer::Sent { status: 200..=299, bytes, .. }) => return Ok(Robots::of(&bytes, PROGRAM)),
                Ok(Answer::Sent { status: 429 | 500.., .. }) => return Err(Refusal::Undecided),
                Ok(Answer::Sent { .. }) => return Ok(Robots::default()),
                Ok(Answer::Elsewhere(to)) => match at.join(to.trim()) {
                    Ok(next) if ["http", "https"].contains(&next.scheme()) => at = next,
                    _ => return Ok(Robots::default()),
                },
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(Robots::default())
    }

    /// One request.
    fn ask(&self, address: &Url, until: Instant, most: usize, beyond: Beyond) -> Result<Answer, Refusal> {
        let mut address = address.clone();
        // Names and passwords that stand in a list are not sent around.
        let _ = (address.set_username(""), address.set_password(None));
        let Some(way) = self.proxies.of_address(&address) else {
            return self.ask_by(&self.agent, &address, None, until, most, beyond);
        };
        if !self.manners.private_too && self.is_known_as_private(&address) {
            return Err(Refusal::Private);
        }
        let encrypted = address.scheme() == "https";
        self.ask_by(&self.through(way, encrypted), &address, Some(way), until, most, beyond)
    }

    fn ask_by(
        &self,
        agent: &ureq::Agent,
        address: &Url,
        way: Option<&Way>,
        until: Instant,
        most: usize,
        beyond: Beyond,
    ) -> Result<Answer, Refusal> {
        let refused = |error: ureq::Error| self.refusal(&error, way);
        let left = until.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        let mut request = agent.get(address.as_str()).header(USER_AGENT, INTRODUCTION);
        // A tunnel tells the proxy itself.
        let plain = way.filter(|way| way.is_plain() && address.scheme() == "http");
        if let Some(said) = plain.and_then(Way::authorization) {
            request = request.header(PROXY_AUTHORIZATION, said);
        }
        let response = request.config().timeout_global(Some(left)).build().call().map_err(refused)?;
        let header =
            |name| response.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let (status, content_type) = (response.status().as_u16(), header(CONTENT_TYPE));
        if let (407, Some(way)) = (status, way) {
            return Err(Refusal::ProxyDenies(way.shown()));
        }
        if matches!(status, 301 | 302 | 303 | 307 | 308)
            && let Some(to) = header(LOCATION)
        {
            return Ok(Answer::Elsewhere(to));
        }
        let body = response.into_body();
        let bound = u64::try_from(most).unwrap_or(u64::MAX);
        if beyond == Beyond::Refused && body.content_length().is_some_and(|length| length > bound) {
            return Err(Refusal::TooLarge(most));
        }
        let mut bytes = Vec::new();
        let read = body.into_reader().take(bound.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| refused(ureq::Error::from(error)))?;
        match (bytes.len() > most, beyond) {
            (true, Beyond::Refused) => return Err(Refusal::TooLarge(most)),
            (true, Beyond::LeftOut) => bytes.truncate(most),
            (false, _) => {}
        }
        Ok(Answer::Sent { status, content_type, bytes })
    }

    fn refusal(&self, error: &ureq::Error, way: Option<&Way>) -> Refusal {
        let proxy = || way.map(Way::shown);
        let unreached = |why: String| match proxy() {
            Some(proxy) => Refusal::NoProxy(proxy, why),
            None => Refusal::NoConnection(why),
        };
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                Refusal::NoConnectionWithin(self.manners.connect)
            }
            ureq::Error::Timeout(_) => Refusal::NotWithin(self.manners.whole),
            ureq::Error::ConnectProxyFailed(why) if why.contains("407") => {
                Refusal::ProxyDenies(proxy().unwrap_or_default())
            }
            ureq::Error::ConnectProxyFailed(why) => Refusal::ProxyRefuses(proxy().unwrap_or_default(), why.clone()),
            ureq::Error::HostNotFound => {
                proxy().map_or(Refusal::UnknownHost, |proxy| Refusal::NoProxy(proxy, String::new()))
            }
            ureq::Error::Other(other) if other.is::<NotPublic>() => Refusal::Private,
            ureq::Error::Io(error) if encryption(error).is_some() => {
                encryption(error).map_or_else(|| Refusal::NoConnection(error.to_string()), encrypted_refusal)
            }
            ureq::Error::Rustls(error) => encrypted_refusal(error),
            ureq::Error::Io(error) if is_unknown_host(error) => {
                proxy().map_or(Refusal::UnknownHost, |proxy| Refusal::NoProxy(proxy, String::new()))
            }
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
                Refusal::NotWithin(self.manners.whole)
            }
            ureq::Error::Io(error) => unreached(error.to_string()),
            other => Refusal::Broken(other.to_string()),
        }
    }
}

/// How every request is made.
fn config(manners: Manners, tls: &TlsConfig, proxy: Option<ureq::Proxy>) -> Config {
    ureq::Agent::config_builder()
        .tls_config(tls.clone())
        // Each step of a way is looked at before it is taken.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(proxy)
        .user_agent(INTRODUCTION)
        .timeout_connect(Some(manners.connect))
        .build()
}

/// What went wrong with the encryption of a connection.
fn encryption(error: &std::io::Error) -> Option<&rustls::Error> {
    error.get_ref()?.downcast_ref::<rustls::Error>()
}

/// What is said where a connection cannot be encrypted as it should be.
fn encrypted_refusal(error: &rustls::Error) -> Refusal {
    use rustls::{AlertDescription, CertificateError as Wrong, Error};
    match error {
        Error::InvalidCertificate(why) => Refusal::Untrusted(match why {
            Wrong::Expired | Wrong::ExpiredContext { .. } => Untrusted::Expired,
            Wrong::NotValidYet | Wrong::NotValidYetContext { .. } => Untrusted::NotYet,
            Wrong::NotValidForName | Wrong::NotValidForNameContext { .. } => Untrusted::OtherSite,
            // By somebody who only calls himself as one that is trusted.
            Wrong::UnknownIssuer | Wrong::BadSignature => Untrusted::UnknownIssuer,
            Wrong::Revoked => Untrusted::Revoked,
            other => Untrusted::Other(other.to_string()),
        }),
        Error::PeerIncompatible(_)
        | Error::AlertReceived(
            AlertDescription::ProtocolVersion
            | AlertDescription::HandshakeFailure
            | AlertDescription::InsufficientSecurity,
        ) => Refusal::OldEncryption,
        // What answers does not speak that language at all.
        Error::InvalidMessage(_) => Refusal::NotEncrypted,
        other => Refusal::NoConnection(other.to_string()),
    }
}

/// Whether nothing is known of a name, which the systems say in words alone.
fn is_unknown_host(error: &std::io::Error) -> bool {
    error.to_string().contains("lookup")
}

/// Waits until a host may be asked again, or somebody asks to stop.
fn pause(host: &mut Host, delay: Duration) -> Result<(), Refusal> {
    const LOOK_UP: Duration = Duration::from_millis(100);
    loop {
        if batch::is_stopped() {
            return Err(Refusal::Stopped);
        }
        let left = host.last.map(|last| delay.saturating_sub(last.elapsed())).unwrap_or_default();
        if left.is_zero() {
            return Ok(());
        }
        std::thread::sleep(left.min(LOOK_UP));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::TcpListener;

    /// Answers every request with this, and counts them.
    fn server(answer: String) -> (std::net::SocketAddr, Arc<Mutex<usize>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let count = Arc::new(Mutex::new(0));
        let counted = Arc::clone(&count);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                *counted.lock().unwrap() += 1;
                let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                lines.take_while(|line| !line.is_empty()).for_each(drop);
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        (address, count)
    }

    fn manners() -> Manners {
        Manners {
            delay: Duration::ZERO,
            connect: Duration::from_secs(60),
            whole: Duration::from_secs(60),
            most_bytes: 1 << 20,
            most_redirects: 5,
            private_too: false,
        }
    }

    #[test]
    fn a_public_site_sends_nobody_into_a_private_network() {
        let (private, asked) =
            server("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret".to_owned());
        let sends = |to: &str| {
            format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        };
        let (public, sent) = server(sends(&format!("http://127.0.0.1:{}/x", private.port())));
        let resolver = PublicResolver::new(DefaultResolver::default(), false).with_passing(public);
        let visitor = Visitor::with(manners(), Proxies::default(), resolver);
        let address = Url::parse(&format!("http://{public}/page")).unwrap();
        assert_eq!(visitor.visit(address, Vec::new()).unwrap_err(), Refusal::Private);
        assert_eq!((*sent.lock().unwrap() > 0, *asked.lock().unwrap()), (true, 0));
    }

    /// A name that stands for another address each time it is looked up.
    #[derive(Debug)]
    struct Turning(Vec<std::net::SocketAddr>, std::sync::atomic::AtomicUsize);

    impl Resolver for Turning {
        fn resolve(
            &self,
            _: &Uri,
            _: &Config,
            _: NextTimeout,
        ) -> Result<ureq::unversioned::resolver::ResolvedSocketAddrs, ureq::Error> {
            let turn = self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let mut found = self.empty();
            found.push(self.0[turn.min(self.0.len() - 1)]);
            Ok(found)
        }
    }

    #[test]
    fn a_name_that_turns_to_a_private_address_is_not_followed_there() {
        let answer = |body: &str| {
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
        };
        let (private, asked) = server(answer("secret"));
        let (public, sent) = server(answer("page"));
        let turning = Turning(vec![public, public, private], Default::default());
        let visitor =
            Visitor::with(manners(), Proxies::default(), PublicResolver::new(turning, false).with_passing(public));
        let address = Url::parse("http://turning.example/page").unwrap();
        // What robots.txt and the page were asked of was public each time; the next time it is not.
        assert_eq!(visitor.visit(address.clone(), Vec::new()).unwrap().bytes, b"page");
        assert_eq!(visitor.visit(address, Vec::new()).unwrap_err(), Refusal::Private);
        assert_eq!((*sent.lock().unwrap(), *asked.lock().unwrap()), (2, 0));
    }
}
