//! Rule files as written, to a [`Pack`] as checked; every fault of every file, with its place.

use schemars::JsonSchema;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::{Cite, Directness, Example, Expectation, Expects, Link, Modality, Pack, Window};
use crate::date::Date;
use crate::fault::{Fault, Faults, nearest};
use crate::query::Query;
use crate::vocabulary::{Strength, Vocabulary, inner, toml_fault};

/// `pack.toml`, as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PackFile {
    /// What people call the pack.
    title: String,
    /// The law, policy or framework it is about.
    lever: String,
    /// What it is for, and what it does not claim.
    about: String,
    /// When the lever is in force.
    #[serde(default)]
    in_force: Window,
    /// Who keeps the pack.
    keeper: String,
    /// Where the pack's facts come from, for people who read the file.
    #[serde(default)]
    #[expect(dead_code, reason = "read by people, and part of the schema")]
    source: String,
}

/// An expectation's file, as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ExpectationFile {
    /// Its short code, such as `CA-1`; permanent.
    #[schemars(with = "String")]
    code: Spanned<String>,
    /// What is true of a good plan.
    title: String,
    /// Who the source speaks to.
    holder: String,
    /// How the source binds.
    modality: Modality,
    /// How directly it speaks of loneliness in local plans.
    directness: Directness,
    /// The kinds of plan it applies to; an ending `*` is open.
    #[schemars(with = "Vec<String>")]
    kinds: Vec<Spanned<String>>,
    /// The kinds it applies to as advice only.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    advice_for: Vec<Spanned<String>>,
    /// When the lever is in force.
    in_force: Window,
    /// The day from which plans may be written in anticipation: advice until it is in force.
    anticipated_from: Option<Date>,
    /// The id of the expectation that took its place.
    successor: Option<String>,
    /// The sections where an action belongs, best first.
    #[schemars(with = "Vec<String>")]
    belongs_in: Vec<Spanned<String>>,
    /// Whether what it looks for is wanted.
    #[serde(default)]
    expects: Expects,
    /// What a passage must be about; a query.
    #[schemars(with = "String")]
    topic: Spanned<String>,
    /// What would count as doing something; a query.
    #[schemars(with = "Option<String>")]
    means: Option<Spanned<String>>,
    /// What the plan must do as well, by itself or elsewhere, at the same least; a query.
    #[schemars(with = "Option<String>")]
    also: Option<Spanned<String>>,
    /// What a plan must speak of for this to be expected of it: "if loneliness is a priority"; a query. Elsewhere it does
    /// not apply.
    #[schemars(with = "Option<String>")]
    condition: Option<Spanned<String>>,
    /// How near the means must stand to the topic.
    #[serde(default)]
    link: Link,
    /// The least that satisfies it.
    #[schemars(with = "Strength")]
    minimum: Spanned<Strength>,
    /// For the doubtful: why it is expected.
    #[schemars(with = "String")]
    why: Spanned<String>,
    /// For the author: a drafted example with `<placeholders>`.
    #[schemars(with = "String")]
    fix: Spanned<String>,
    /// For the auditor: where it comes from.
    cites: Vec<Cite>,
    /// Passages or small plans for every verdict it can give.
    #[schemars(with = "Vec<Example>")]
    tests: Spanned<Vec<Example>>,
}

/// Loads the pack `id` from its files: each one's name within the pack's folder, and its text.
///
/// # Errors
/// Every fault in every file.
pub fn pack(id: &str, files: &[(&str, &str)], vocabulary: &Vocabulary) -> Result<Pack, Faults> {
    let mut faults = Vec::new();
    let card = card(id, files, &mut faults);
    let mut expectations: Vec<Expectation> = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| is_expectation(name)) {
        let path = format!("{id}/{name}");
        match toml::from_str::<ExpectationFile>(text) {
            Err(error) => faults.push(toml_fault(&path, text, &error)),
            Ok(file) => expectations.extend(Reader { path: &path, text, vocabulary, faults: &mut faults }.read(file)),
        }
    }
    expectations.sort_by_key(|expectation| natural(&expectation.code));
    let card = card.unwrap_or_else(|| PackFile {
        title: String::new(),
        lever: String::new(),
        about: String::new(),
        in_force: Window::default(),
        keeper: String::new(),
        source: String::new(),
    });
    let PackFile { title, lever, about, in_force, keeper, .. } = card;
    Faults::none_or(
        faults,
        Pack { id: id.to_owned(), title, lever, about, in_force, keeper, sha256: hash(files), expectations },
    )
}

/// Whether a file of a pack holds an expectation, and is not the pack's card, its overlay or its words.
fn is_expectation(name: &str) -> bool {
    name != "pack.toml" && name != "overlay.toml" && !name.ends_with("concepts.toml")
}

fn card(id: &str, files: &[(&str, &str)], faults: &mut Vec<Fault>) -> Option<PackFile> {
    let Some((name, text)) = files.iter().find(|(name, _)| *name == "pack.toml") else {
        let fault = Fault::new(&format!("{id}/pack.toml"), "", 0..0, format!("the pack `{id}` has no pack.toml"));
        faults.push(fault.help("add a pack.toml with title, lever, about and keeper"));
        return None;
    };
    toml::from_str(text).map_err(|error| faults.push(toml_fault(&format!("{id}/{name}"), text, &error))).ok()
}

struct Reader<'f> {
    path: &'f str,
    text: &'f str,
    vocabulary: &'f Vocabulary,
    faults: &'f mut Vec<Fault>,
}

impl Reader<'_> {
    fn read(mut self, file: ExpectationFile) -> Option<Expectation> {
        let topic = self.query(&file.topic);
        let means = file.means.as_ref().map(|means| self.query(means));
        let also = file.also.as_ref().map(|also| self.query(also));
        let condition = file.condition.as_ref().map(|condition| self.query(condition));
        self.words(&file);
        for section in &file.belongs_in {
            self.known(section, "section", self.vocabulary.sections.iter().map(|(name, _)| name.as_str()));
        }
        file.kinds.iter().chain(&file.advice_for).for_each(|kind| self.kind(kind));
        if file.tests.get_ref().is_empty() {
            let fault = Fault::new(self.path, self.text, file.tests.span(), "this expectation has no tests");
            self.faults.push(fault.help("add a [[tests]] for every verdict it can give, near misses included"));
        }
        let names = |names: Vec<Spanned<String>>| names.into_iter().map(Spanned::into_inner).collect();
        Some(Expectation {
            id: self.path.trim_end_matches(".toml").to_owned(),
            code: file.code.into_inner(),
            title: file.title,
            holder: file.holder,
            modality: file.modality,
            directness: file.directness,
            kinds: names(file.kinds),
            advice_for: names(file.advice_for),
            in_force: file.in_force,
            anticipated_from: file.anticipated_from,
            successor: file.successor,
            belongs_in: names(file.belongs_in),
            expects: file.expects,
            topic: topic?,
            means: match means {
                Some(means) => Some(means?),
                None => None,
            },
            also: match also {
                Some(also) => Some(also?),
                None => None,
            },
            condition: match condition {
                Some(condition) => Some(condition?),
                None => None,
            },
            link: file.link,
            minimum: file.minimum.into_inner(),
            why: file.why.into_inner().trim().to_owned(),
            fix: file.fix.into_inner().trim().to_owned(),
            cites: file.cites,
            tests: file.tests.into_inner(),
            local: None,
        })
    }

    fn query(&mut self, written: &Spanned<String>) -> Option<Query> {
        let at = inner(self.text, written.span()).start;
        let (query, errors) = match written.get_ref().parse::<Query>() {
            Ok(query) => {
                let errors = self.vocabulary.concepts.check(&query);
                (Some(query), errors)
            }
            Err(errors) => (None, errors.into_iter().collect()),
        };
        for error in errors {
            let place = at + error.span().start..at + error.span().end;
            let fault = Fault::new(self.path, self.text, place, format!("{} {}", error.code(), error.message()));
            self.faults.push(if error.help_text().is_empty() { fault } else { fault.help(error.help_text()) });
        }
        query
    }

    fn known<'k>(&mut self, written: &Spanned<String>, what: &str, known: impl Iterator<Item = &'k str> + Clone) {
        let word = written.get_ref();
        if known.clone().any(|name| name == word) {
            return;
        }
        let close = nearest(word, known.clone()).map(|close| format!("did you mean `{close}`?"));
        let all = || format!("it can be one of: {}", known.collect::<Vec<_>>().join(", "));
        let fault = Fault::new(self.path, self.text, written.span(), format!("there is no {what} called `{word}`"));
        self.faults.push(fault.help(close.unwrap_or_else(all)));
    }

    /// A kind that no document can be, or an open ending that none begins with, would apply to nothing.
    fn kind(&mut self, written: &Spanned<String>) {
        let kinds = || self.vocabulary.kinds.iter().map(|kind| kind.id.as_str());
        match written.get_ref().strip_suffix('*') {
            Some(stem) if kinds().any(|kind| kind.starts_with(stem)) => {}
            _ => self.known(written, "kind of document", kinds()),
        }
    }

    /// No message ever says that a council broke the law.
    fn words(&mut self, file: &ExpectationFile) {
        const NEVER: [&str; 6] = ["breach", "unlawful", "non-compliant", "noncompliant", "illegal", "in default"];
        for text in [&file.why, &file.fix] {
            let lower = text.get_ref().to_lowercase();
            if let Some(word) = NEVER.iter().find(|word| lower.contains(**word)) {
                let fault = Fault::new(self.path, self.text, text.span(), format!("this says `{word}`"));
                self.faults.push(
                    fault.help("say what is expected and by whom; planlint never says that a council broke the law"),
                );
            }
        }
    }
}

/// Codes in the order people count: CA-2 before CA-10.
fn natural(code: &str) -> (String, u32) {
    let (letters, number) = code.rsplit_once('-').unwrap_or((code, ""));
    (letters.to_owned(), number.parse().unwrap_or(0))
}

fn hash(files: &[(&str, &str)]) -> String {
    let mut sum = Sha256::new();
    for (name, text) in files {
        sum.update(name.as_bytes());
        sum.update([0]);
        sum.update(text.as_bytes());
        sum.update([0]);
    }
    hex(&sum.finalize())
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
