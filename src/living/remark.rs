//! Waivers in a document itself, in a comment: `planlint: waive CA-1 – reason`, with `until 2026-12-31` where its
//! author gives an end.

use super::waiver::load::{date, meant};
use crate::date::Date;
use crate::report::aside::{DocumentWaiver, Remark};
use crate::report::ledger::RemarkUse;
use crate::report::record::DocumentRecord;
use crate::report::trouble::Trouble;
use crate::rules::RuleBook;

/// What a comment asks for.
struct Asked {
    /// Ids of expectations.
    expectations: Vec<String>,
    expires: Option<Date>,
    reason: String,
}

/// How such a comment is written, for the first of `words` that is a code, where one is.
fn shape(words: &str, book: &RuleBook) -> String {
    let mut codes = words.split([',', ' ']).filter(|code| !code.is_empty());
    let code = codes.find_map(|code| book.expectation(code)).map_or("CA-1", |(_, expectation)| &expectation.code);
    format!(
        "write it so: planlint: waive {code} – the reason; or with a last day: planlint: waive {code} until 2026-12-31 – \
         the reason"
    )
}

/// Marks the findings of `document` that its own comments waive; what became of each comment.
pub(super) fn apply(document: &mut DocumentRecord, book: &RuleBook, today: Date) -> Vec<RemarkUse> {
    std::mem::take(&mut document.remarks)
        .into_iter()
        .map(|remark| {
            let used = one(document, &remark, book, today);
            document.remarks.push(remark);
            used
        })
        .collect()
}

fn one(document: &mut DocumentRecord, remark: &Remark, book: &RuleBook, today: Date) -> RemarkUse {
    let mut used = RemarkUse {
        path: document.path.clone(),
        place: remark.place.clone(),
        words: remark.words.clone(),
        covers: Vec::new(),
        not_needed: Vec::new(),
        trouble: None,
    };
    let asked = match asked(&remark.words, book) {
        Ok(asked) => asked,
        Err(trouble) => {
            used.trouble = Some(trouble);
            return used;
        }
    };
    let lapsed = asked.expires.filter(|expires| *expires < today);
    for id in &asked.expectations {
        let Some(outcome) = document.outcomes.iter_mut().find(|outcome| outcome.expectation == *id) else { continue };
        if !outcome.verdict.is_finding() {
            used.not_needed.push(outcome.code.clone());
            continue;
        }
        used.covers.push(outcome.code.clone());
        if lapsed.is_none() {
            let (reason, place) = (asked.reason.clone(), remark.place.clone());
            outcome.waived_in_document.get_or_insert(DocumentWaiver { reason, expires: asked.expires, place });
        }
    }
    if let Some(expires) = lapsed.filter(|_| !used.covers.is_empty()) {
        used.trouble = Some(Trouble {
            message: format!("this waiver lapsed on {}, and what it covered counts again", expires.in_words()),
            help: "take the comment out once the plan says what is expected, or give a later day".to_owned(),
        });
    }
    used
}

/// Reads `waive CODE, CODE until DAY – reason`.
fn asked(words: &str, book: &RuleBook) -> Result<Asked, Trouble> {
    let wrong = |message: &str| Trouble { message: message.to_owned(), help: shape(words, book) };
    let (verb, rest) = words.split_once(' ').unwrap_or((words, ""));
    if !verb.eq_ignore_ascii_case("waive") {
        return Err(wrong("this comment speaks to planlint, but does not say `waive`"));
    }
    let (head, reason) = parted(rest);
    let Some(reason) = reason else { return Err(wrong("this waiver gives no reason, and does not hold")) };
    let until = head.to_lowercase().find(" until ");
    let (codes, day) = until.map_or((head, None), |at| (&head[..at], Some(head[at + " until ".len()..].trim())));
    let expires = day.map(|day| date(day).ok_or_else(|| wrong("the day after `until` is not one of the calendar")));
    let mut expectations = Vec::new();
    for code in codes.split([',', ' ']).filter(|code| !code.is_empty() && !code.eq_ignore_ascii_case("and")) {
        match book.expectation(code) {
            Some((_, expectation)) => expectations.push(expectation.id.clone()),
            None => {
                let message = format!("there is no expectation called `{code}`, so this waiver does not hold");
                return Err(Trouble { message, help: meant(code, book) });
            }
        }
    }
    if expectations.is_empty() {
        return Err(wrong("this waiver does not say of what expectation"));
    }
    Ok(Asked { expectations, expires: expires.transpose()?, reason: reason.to_owned() })
}

/// What stands before and after the dash that parts codes from reason. A hyphen parts where blanks stand around it;
/// Word makes a dash of it. A reason that is still a `<blank>` to be filled in is none.
fn parted(words: &str) -> (&str, Option<&str>) {
    let dash =
        [" – ", " — ", " - ", " -- ", ": ", "–", "—"].iter().filter_map(|dash| Some((words.find(dash)?, dash))).min();
    let Some((at, dash)) = dash else { return (words.trim(), None) };
    let reason = words[at + dash.len()..].trim_matches([' ', '-', '–', '—']);
    let blank = reason.is_empty() || (reason.starts_with('<') && reason.ends_with('>'));
    (words[..at].trim(), Some(reason).filter(|_| !blank))
}
