//! A server on this machine, and one that encrypts.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What a server sends for a path.
#[derive(Clone)]
pub(crate) enum Sends {
    /// A status, further headers, a body.
    This(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// A body that never ends, as fast as it is taken.
    Endless,
    /// A body of which a byte comes now and then.
    Slow,
    /// Nothing at all.
    Nothing,
}

pub(crate) fn page(text: impl Into<Vec<u8>>) -> Sends {
    Sends::This(200, vec![("Content-Type", "text/html".to_owned())], text.into())
}

pub(crate) fn to(address: impl Into<String>) -> Sends {
    Sends::This(302, vec![("Location", address.into())], Vec::new())
}

pub(crate) fn status(code: u16) -> Sends {
    Sends::This(code, Vec::new(), b"<html><body>sorry</body></html>".to_vec())
}

/// A server, and the paths that it was asked for with what the visitor calls itself.
pub(crate) struct Server {
    pub(crate) port: u16,
    scheme: &'static str,
    pub(crate) asked: Arc<Mutex<Vec<(String, String)>>>,
}

impl Server {
    pub(crate) fn of(paths: &[(&str, Sends)]) -> Self {
        Self::with(paths, None)
    }

    /// One that encrypts, and shows a certificate.
    pub(crate) fn encrypted(paths: &[(&str, Sends)], config: ServerConfig) -> Self {
        Self::with(paths, Some(Arc::new(config)))
    }

    fn with(paths: &[(&str, Sends)], config: Option<Arc<ServerConfig>>) -> Self {
        let paths: BTreeMap<String, Sends> =
            paths.iter().map(|(path, sends)| ((*path).to_owned(), sends.clone())).collect();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let scheme = if config.is_some() { "https" } else { "http" };
        let port = listen(move |mut stream| match &config {
            Some(config) => {
                let mut stream = StreamOwned::new(ServerConnection::new(Arc::clone(config)).unwrap(), stream);
                answer(&mut stream, &paths, &seen);
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
            None => answer(&mut stream, &paths, &seen),
        });
        Self { port, scheme, asked }
    }

    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}://127.0.0.1:{}{path}", self.scheme, self.port)
    }

    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|(path, _)| path.clone()).collect()
    }
}

/// Serves each connection to a port of this machine by itself, and gives the port.
pub(crate) fn listen(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = Arc::new(serve);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let serve = Arc::clone(&serve);
            std::thread::spawn(move || serve(stream));
        }
    });
    port
}

/// The lines of what is asked: what, and who asks. Nothing where whoever asked goes away before.
pub(crate) fn head(stream: &mut impl Read) -> Vec<String> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => bytes.push(byte[0]),
            _ => return Vec::new(),
        }
    }
    String::from_utf8(bytes).unwrap().lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A header of what is asked.
pub(crate) fn header<'a>(lines: &'a [String], name: &str) -> Option<&'a str> {
    let of = |line: &'a String| line.split_once(": ").filter(|(own, _)| own.eq_ignore_ascii_case(name));
    lines.iter().find_map(of).map(|(_, value)| value)
}

fn answer(stream: &mut (impl Read + Write), paths: &BTreeMap<String, Sends>, seen: &Mutex<Vec<(String, String)>>) {
    let lines = head(stream);
    let Some(path) = lines.first().and_then(|line| line.split(' ').nth(1).map(str::to_owned)) else { return };
    seen.lock().unwrap().push((path.clone(), header(&lines, "user-agent").unwrap_or_default().to_owned()));
    let begin = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n";
    // Whoever asked goes away in the middle of some answers.
    let _ = match paths.get(&path).cloned().unwrap_or_else(|| status(404)) {
        Sends::This(code, headers, body) => {
            let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            let head =
                format!("HTTP/1.1 {code} Said\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
            stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body))
        }
        Sends::Endless => {
            let mut sent = stream.write_all(begin.as_bytes());
            while sent.is_ok() {
                sent = stream.write_all(&[b'a'; 65536]);
            }
            sent
        }
        Sends::Slow => {
            let mut sent = stream.write_all(begin.as_bytes());
            while sent.is_ok() {
                std::thread::sleep(Duration::from_millis(50));
                sent = stream.write_all(b"a");
            }
            sent
        }
        Sends::Nothing => {
            // Until whoever asked goes away.
            io::copy(stream, &mut io::sink()).map(drop)
        }
    };
}
