//! The bookmarks of a PDF, which name its sections and their pages (ISO 32000-2 §12.3.3).

use std::cell::OnceCell;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Object, ObjectIdentifier, String as PdfString};
use rustc_hash::{FxHashMap, FxHashSet};

use super::strings;

/// A bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bookmark {
    /// What it is called.
    pub title: String,
    /// 1 is outermost.
    pub level: u8,
    /// The page it leads to.
    pub page: u32,
}

/// More bookmarks or destinations than this are not read on.
const MOST: usize = 20_000;

/// Reads the bookmarks of `pdf`, in order, as far as they lead to its pages.
pub(super) fn read(pdf: &Pdf) -> Vec<Bookmark> {
    let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return Vec::new() };
    let pages = (1..).zip(pdf.pages().iter()).filter_map(|(number, page)| Some((page.raw().obj_id()?, number)));
    let first = root.get::<Dict<'_>>(b"Outlines").and_then(|outlines| outlines.get::<Dict<'_>>(b"First"));
    let destinations = Destinations { root, pages: pages.collect(), names: OnceCell::new() };
    let (mut bookmarks, mut seen) = (Vec::new(), FxHashSet::default());
    let mut waiting: Vec<(Dict<'_>, u8)> = first.into_iter().map(|first| (first, 1)).collect();
    while let Some((entry, level)) = waiting.pop() {
        if entry.obj_id().is_some_and(|id| !seen.insert(id)) || seen.len() > MOST {
            continue;
        }
        if let (Some(title), Some(page)) = (entry.get::<PdfString<'_>>(b"Title"), destinations.page(&entry)) {
            bookmarks.push(Bookmark { title: strings::text(&title), level, page });
        }
        waiting.extend(entry.get::<Dict<'_>>(b"Next").map(|next| (next, level)));
        waiting.extend(entry.get::<Dict<'_>>(b"First").map(|first| (first, level.saturating_add(1))));
    }
    bookmarks
}

/// Where destinations are on, by page object and by name.
struct Destinations<'a> {
    root: Dict<'a>,
    pages: FxHashMap<ObjectIdentifier, u32>,
    names: OnceCell<FxHashMap<Vec<u8>, u32>>,
}

impl<'a> Destinations<'a> {
    /// The page that a bookmark leads to: by its destination or its action, each by itself or by a name.
    fn page(&self, entry: &Dict<'a>) -> Option<u32> {
        let action = || entry.get::<Dict<'a>>(b"A").and_then(|action| action.get::<Object<'a>>(b"D"));
        let name = match entry.get::<Object<'a>>(b"Dest").or_else(action)? {
            Object::Name(name) => name.to_vec(),
            Object::String(name) => name.to_vec(),
            place => return self.place(place),
        };
        self.names.get_or_init(|| self.names()).get(&name).copied()
    }

    fn place(&self, place: Object<'a>) -> Option<u32> {
        let place = match place {
            Object::Array(place) => place,
            Object::Dict(holder) => holder.get::<Array<'a>>(b"D")?,
            _ => return None,
        };
        self.pages.get(&place.raw_iter().next()?.as_obj_ref()?.into()).copied()
    }

    /// Every named destination: of the old dictionary, and of the tree of names.
    fn names(&self) -> FxHashMap<Vec<u8>, u32> {
        let mut names = FxHashMap::default();
        if let Some(old) = self.root.get::<Dict<'a>>(b"Dests") {
            for name in old.keys().take(MOST) {
                let page = old.get::<Object<'a>>(&*name).and_then(|place| self.place(place));
                names.extend(page.map(|page| (name.to_vec(), page)));
            }
        }
        let tree = self.root.get::<Dict<'a>>(b"Names").and_then(|names| names.get::<Dict<'a>>(b"Dests"));
        let (mut waiting, mut steps): (Vec<Dict<'a>>, usize) = (tree.into_iter().collect(), 0);
        while let Some(node) = waiting.pop().filter(|_| steps < MOST) {
            steps += 1;
            let mut entries = node.get::<Array<'a>>(b"Names").map(|names| names.flex_iter());
            while let Some(name) = entries.as_mut().and_then(|entries| entries.next::<PdfString<'a>>()) {
                steps += 1;
                let place = entries.as_mut().and_then(|entries| entries.next::<Object<'a>>());
                names.extend(place.and_then(|place| self.place(place)).map(|page| (name.to_vec(), page)));
                if steps > MOST {
                    break;
                }
            }
            let kids = node.get::<Array<'a>>(b"Kids").into_iter().flat_map(|kids| kids.iter::<Dict<'a>>());
            waiting.extend(kids.take(MOST - steps.min(MOST)));
        }
        names
    }
}
