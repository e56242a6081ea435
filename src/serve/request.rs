//! Holds the parts of a request that a router reads, as plain values.

/// A request.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// `GET`, `HEAD`, `POST` …
    pub method: String,
    /// The target as it was sent: `/week_01/a.html?x`.
    pub target: String,
    /// The host that it was sent to, with its port.
    pub host: Option<String>,
    /// The origin of the page that sent it, if the browser states it.
    pub origin: Option<String>,
    /// How that page is related to the preview (Fetch Metadata): `same-origin`, `cross-site` …
    pub site: Option<String>,
    /// Whether it asks for the script of a service worker.
    pub is_service_worker: bool,
    /// The part that is wanted.
    pub range: Option<String>,
    /// The hash of the page that the browser has.
    pub have: Option<String>,
    /// The key of the editor's port.
    pub key: Option<String>,
    /// Whether it comes from this machine.
    pub is_local: bool,
}
