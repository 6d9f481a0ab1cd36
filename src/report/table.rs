//! Many plans for people: one row a plan, then the share met by lever, in all and by group.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::tally::{Counts, Group, Tally, Totals};
use super::{counted, folded, shortened};
use crate::check::Verdict;
use crate::evidence::medals::Medal;
use crate::rules::RuleBook;

/// Columns of the counts: verdict, its heading.
const COLUMNS: [(Verdict, &str); 6] = [
    (Verdict::Met, "met"),
    (Verdict::Weak, "weak"),
    (Verdict::Missing, "miss"),
    (Verdict::Review, "look"),
    (Verdict::NotApplicable, "n/a"),
    (Verdict::Undecided, "open"),
];

/// How many columns of the terminal the counts and the medal take.
const COUNTS: usize = 6 * 5 + 8;
/// How many columns the kind of plan takes.
const KIND: usize = 16;
/// How many columns one group takes among the shares.
const SHARE: usize = 15;

/// Writes the rows as they come and the totals at the end.
pub struct Table<'t> {
    book: &'t RuleBook,
    width: usize,
    /// The folder that all plans are in, which no row repeats; ends in `/`.
    folder: String,
    /// How many columns names take.
    names: usize,
    /// For a screen reader: sentences in place of columns.
    narrated: bool,
    totals: Totals,
}

impl<'t> Table<'t> {
    /// A table for plans with these `paths`, in so many columns.
    #[must_use]
    pub fn new(book: &'t RuleBook, paths: &[String], width: usize) -> Self {
        let folder = shared_folder(paths);
        let longest = paths.iter().map(|path| path[folder.len()..].width()).max().unwrap_or(0);
        let room = width.saturating_sub(COUNTS + KIND + 1);
        Self { book, width, folder, names: longest.clamp(4, room), narrated: false, totals: Totals::default() }
    }

    /// The same in words alone.
    #[must_use]
    pub fn narrated(self) -> Self {
        Self { narrated: true, ..self }
    }

    /// Writes the heading.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn heading(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.folder.is_empty() {
            writeln!(out, "in {}", self.folder)?;
        }
        if self.narrated {
            return Ok(());
        }
        write!(out, "{} {}", padded("plan", self.names), padded("kind", KIND))?;
        COLUMNS.iter().try_for_each(|(_, heading)| write!(out, "{heading:>5}"))?;
        writeln!(out, "  medal")
    }

    /// Writes the row of a document, and counts it.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn row(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        self.totals.add(tally);
        if self.narrated {
            let line = format!("{}: {}", &tally.path[self.folder.len()..], in_words(tally));
            return writeln!(out, "{}", folded(&line, self.width, "  "));
        }
        let name = padded(&end_of(&tally.path[self.folder.len()..], self.names), self.names);
        if let Some(error) = &tally.error {
            let line = format!("not read: {error}");
            let indent = " ".repeat(self.names + 1);
            return writeln!(out, "{name} {}", folded(&line, self.width.saturating_sub(self.names + 1), &indent));
        }
        let kind = tally.kind.as_deref().unwrap_or("not recognised");
        write!(out, "{name} {}", padded(&shortened(kind, KIND - 1), KIND))?;
        COLUMNS.iter().try_for_each(|(verdict, _)| write!(out, "{:>5}", tally.counts.count(*verdict)))?;
        let says = if tally.silent { "  (nothing on the topic)" } else { "" };
        writeln!(out, "  {}{says}", tally.medal.map_or("", Medal::name))
    }

    /// Writes the totals: shares by lever, in all and, where there is more than one group, in each.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn totals(&self, out: &mut dyn Write) -> io::Result<()> {
        let all = &self.totals.all;
        if all.documents > all.unread {
            writeln!(out, "\nShare met, of what applies and could be decided")?;
            let whole = ("all plans", all);
            let groups = self.totals.groups.iter().map(|(name, group)| (name.as_str(), group));
            let columns: Vec<(&str, &Group)> = match self.totals.groups.len() {
                0 | 1 => vec![whole],
                _ => std::iter::once(whole).chain(groups).collect(),
            };
            let longest = self.book.packs.iter().map(|pack| short(&pack.title).width()).max().unwrap_or(0);
            let room = self.width.saturating_sub(SHARE * columns.len().min(3));
            let levers = (longest + 1).min(room);
            if self.narrated {
                columns.iter().try_for_each(|(name, group)| self.spoken(name, group, out))?;
                return writeln!(out, "\n{}", folded(&last_line(all), self.width, "  "));
            }
            for chunk in columns.chunks((self.width.saturating_sub(levers) / SHARE).max(1)) {
                writeln!(out)?;
                self.shares(chunk, levers, out)?;
            }
        }
        writeln!(out, "\n{}", folded(&last_line(all), self.width, "  "))
    }

    /// The shares of one group, a line for each lever.
    fn spoken(&self, name: &str, group: &Group, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{name}: {} read", counted(group.documents - group.unread, "plan"))?;
        let packs = self.book.packs.iter().map(|pack| short(&pack.title)).zip(&group.packs);
        for (title, counts) in packs.chain([("every lever", &group.counts)]) {
            match counts.share() {
                Some(share) => writeln!(
                    out,
                    "{title}: {} of {} met, {share} per cent",
                    counts.count(Verdict::Met),
                    counts.judged()
                )?,
                None => writeln!(out, "{title}: none apply")?,
            }
        }
        Ok(())
    }

    fn shares(&self, groups: &[(&str, &Group)], levers: usize, out: &mut dyn Write) -> io::Result<()> {
        let line = |out: &mut dyn Write, title: &str, cells: Vec<String>| {
            write!(out, "{}", padded(&shortened(title, levers - 1), levers))?;
            cells
                .iter()
                .try_for_each(|cell| write!(out, "{}{cell}", " ".repeat(SHARE.saturating_sub(cell.width()))))?;
            writeln!(out)
        };
        line(out, "", groups.iter().map(|(name, _)| shortened(name, SHARE - 2)).collect())?;
        line(
            out,
            "plans read",
            groups.iter().map(|(_, group)| (group.documents - group.unread).to_string()).collect(),
        )?;
        for (at, pack) in self.book.packs.iter().enumerate() {
            let cells = groups.iter().map(|(_, group)| share(group.packs.get(at).copied().unwrap_or_default()));
            line(out, short(&pack.title), cells.collect())?;
        }
        line(out, "every lever", groups.iter().map(|(_, group)| share(group.counts)).collect())
    }
}

/// A plan's row in words.
fn in_words(tally: &Tally) -> String {
    if let Some(error) = &tally.error {
        return format!("not read: {error}");
    }
    let counts = Verdict::ALL.iter().map(|verdict| (tally.counts.count(*verdict), verdict.name().replace('-', " ")));
    let counts: Vec<String> =
        counts.filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    let kind = tally.kind.as_deref().unwrap_or("kind not recognised");
    let medal = tally.medal.map_or("none", Medal::name);
    let says = if tally.silent { "; nothing on loneliness or isolation" } else { "" };
    format!("{kind}; {}; medal: {medal}{says}", counts.join(", "))
}

/// The title of a pack without what it says of itself after the colon.
fn short(title: &str) -> &str {
    title.split(':').next().unwrap_or(title)
}

/// A share with what it is a share of: `12/30  40 %`.
fn share(counts: Counts) -> String {
    match counts.share() {
        Some(share) => format!("{}/{} {share:>3} %", counts.count(Verdict::Met), counts.judged()),
        None => "none apply".to_owned(),
    }
}

/// The last line: how many were read, and what is apart from the verdicts.
fn last_line(all: &Group) -> String {
    let read = all.documents - all.unread;
    let mut parts = vec![format!("{}: {read} read", counted(all.documents, "file"))];
    if all.unread > 0 {
        parts.push(format!("{} not read and in no count", all.unread));
    }
    if all.silent > 0 {
        let says = if all.silent == 1 { "says" } else { "say" };
        parts.push(format!("{} {says} nothing on loneliness or isolation", all.silent));
    }
    let medals =
        [Medal::Gold, Medal::Silver, Medal::Bronze, Medal::None].map(|medal| (medal, all.medals[medal as usize]));
    let medals: Vec<String> = medals
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(medal, count)| format!("{count} {}", if *medal == Medal::None { "without" } else { medal.name() }))
        .collect();
    if !medals.is_empty() {
        parts.push(format!("medals: {}", medals.join(", ")));
    }
    parts.join(" · ")
}

/// The folders that all `paths` begin with.
fn shared_folder(paths: &[String]) -> String {
    let Some(first) = paths.first() else { return String::new() };
    let mut shared = first.rfind('/').map_or("", |slash| &first[..=slash]);
    while !paths.iter().all(|path| path.starts_with(shared)) {
        shared = shared[..shared.len() - 1].rfind('/').map_or("", |slash| &shared[..=slash]);
    }
    shared.to_owned()
}

/// The end of a name, which tells it from others, in at most `most` columns.
fn end_of(name: &str, most: usize) -> String {
    if name.width() <= most {
        return name.to_owned();
    }
    let cut = name.char_indices().map(|(at, _)| &name[at..]).find(|rest| rest.width() < most);
    format!("…{}", cut.unwrap_or_default())
}

fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width())))
}
