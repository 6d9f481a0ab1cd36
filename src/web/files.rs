//! The front end, inside the program: each address with its file. The WebAssembly folder holds the same files.

/// A file of the front end.
#[derive(Clone, Copy, Debug)]
pub struct PageFile {
    /// Its address.
    pub path: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// What it holds.
    pub text: &'static str,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Every file that the local page consists of.
pub const FILES: &[PageFile] = &[
    PageFile { path: "/", media: "text/html; charset=utf-8", text: include_str!("../../web/page/index.html") },
    PageFile { path: "/page.css", media: "text/css; charset=utf-8", text: include_str!("../../web/page/page.css") },
    PageFile { path: "/icon.svg", media: "image/svg+xml", text: include_str!("../../web/page/icon.svg") },
    PageFile { path: "/page.js", media: SCRIPT, text: include_str!("../../web/page/page.js") },
    PageFile { path: "/card.js", media: SCRIPT, text: include_str!("../../web/page/card.js") },
    PageFile { path: "/choose.js", media: SCRIPT, text: include_str!("../../web/page/choose.js") },
    PageFile { path: "/element.js", media: SCRIPT, text: include_str!("../../web/page/element.js") },
    PageFile { path: "/list.js", media: SCRIPT, text: include_str!("../../web/page/list.js") },
    PageFile { path: "/plan.js", media: SCRIPT, text: include_str!("../../web/page/plan.js") },
    PageFile { path: "/save.js", media: SCRIPT, text: include_str!("../../web/page/save.js") },
    PageFile { path: "/summary.js", media: SCRIPT, text: include_str!("../../web/page/summary.js") },
    PageFile { path: "/trouble.js", media: SCRIPT, text: include_str!("../../web/page/trouble.js") },
    PageFile { path: "/words.js", media: SCRIPT, text: include_str!("../../web/page/words.js") },
    PageFile { path: "/engine.js", media: SCRIPT, text: include_str!("../../web/engine/server.js") },
];
