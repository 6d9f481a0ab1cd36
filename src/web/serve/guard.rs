//! Who may speak to the local server: a page that it served itself, by a name of this machine. Others are refused
//! before anything of what they sent is looked at.
//!
//! A web site elsewhere can make a browser send requests here, and can give its own name this machine's address. The
//! first shows in `Origin` and `Sec-Fetch-Site`, the second in `Host`.

use hyper::header::{self, HeaderMap, HeaderName};
use hyper::{Method, Request, StatusCode};

use super::reply::{Reply, refusal};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Why a request is refused, if it is.
pub(super) fn refused<B>(request: &Request<B>, port: u16) -> Option<Reply> {
    let headers = request.headers();
    let host = only(headers, header::HOST).filter(|host| is_own_name(host, port));
    let Some(host) = host else {
        return Some(refusal(
            StatusCode::FORBIDDEN,
            "this address is not the page's own",
            format!("open http://127.0.0.1:{port}/ in a browser on this machine"),
        ));
    };
    let origin = headers.contains_key(header::ORIGIN).then(|| only(headers, header::ORIGIN).unwrap_or_default());
    let own = origin.is_none_or(|origin| origin.eq_ignore_ascii_case(&format!("http://{host}")));
    let site = headers.get(FETCH_SITE).is_none_or(|site| is_own_site(site.as_bytes(), request));
    (!own || !site).then(|| {
        refusal(
            StatusCode::FORBIDDEN,
            "another web site asked for this",
            format!("only the page at http://127.0.0.1:{port}/ may; close the other site if you do not know it"),
        )
    })
}

/// Whether `host` is this machine's own name for itself, with the server's port.
fn is_own_name(host: &str, port: u16) -> bool {
    let (name, at) = host.rsplit_once(':').unwrap_or((host, "80"));
    (name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")) && at.parse() == Ok(port)
}

/// Whether a browser says that the page itself asks, or a person who typed the address or followed a link to it.
fn is_own_site<B>(site: &[u8], request: &Request<B>) -> bool {
    let opened = request.method() == Method::GET && only(request.headers(), FETCH_MODE) == Some("navigate");
    opened || matches!(site, b"same-origin" | b"none")
}

/// The value of a header that must not stand twice.
fn only(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}
