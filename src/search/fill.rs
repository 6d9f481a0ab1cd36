//! Filling an index: one pass over the plan's sentences.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Index, Postings, Token, values};
use crate::plan::{BlockKind, Plan};
use crate::query::Terms;
use crate::text::Span;
use crate::words;

/// A sentence is read with no more words than this of what introduces it; a longer lead-in is no lead-in.
const LONGEST_INTRODUCTION: usize = 100;

/// What stands between the halves of a word that an extractor broke when it joined two lines.
const BROKEN: &[u8] = b"- ";

/// Indexes the words of `plan`.
pub(super) fn index<'p>(plan: &'p Plan, terms: &'p Terms) -> Index<'p> {
    let length = plan.text().as_str().len();
    let mut filler = Filler {
        plan,
        terms,
        short: FxHashMap::default(),
        long: FxHashMap::default(),
        normal: FxHashMap::default(),
        forms: Vec::new(),
        begins: Vec::new(),
        tokens: Vec::with_capacity(length / 5),
        sentences: Vec::with_capacity(plan.sentences().len()),
        last: Vec::with_capacity(plan.blocks().len()),
        names: FxHashMap::default(),
        // Real plans copy fewer words than they have; this bounds memory on text made to hurt.
        copies_left: 20_000.max(length / 2),
    };
    let mut blocks = Vec::with_capacity(plan.blocks().len() + 1);
    for block in 0..plan.blocks().len() {
        blocks.push(filler.sentences.len() as u32);
        filler.block(block);
    }
    blocks.push(filler.sentences.len() as u32);
    let Filler { tokens, sentences, forms, .. } = filler;
    let postings = postings(&tokens, &forms, terms);
    let values = values::values(plan, &tokens, &forms);
    Index {
        plan,
        terms,
        tokens,
        sentences,
        blocks,
        forms,
        postings,
        values,
        found: Default::default(),
        schemes: OnceCell::new(),
    }
}

struct Filler<'p> {
    plan: &'p Plan,
    terms: &'p Terms,
    /// Words as written, to the number of their normal form: the short ones by their letters, and long ones.
    short: FxHashMap<u128, u32>,
    long: FxHashMap<&'p str, u32>,
    normal: FxHashMap<String, u32>,
    forms: Vec<String>,
    /// Whether a word may be the first half of a spelling in two.
    begins: Vec<bool>,
    tokens: Vec<Token>,
    sentences: Vec<(u32, u32)>,
    /// Own tokens of each block's last sentence, for lists that it introduces.
    last: Vec<Range<usize>>,
    /// Where the words of each column's name were first copied to, by its first byte.
    names: FxHashMap<u32, Range<usize>>,
    copies_left: usize,
}

impl<'p> Filler<'p> {
    fn block(&mut self, id: usize) {
        let block = &self.plan.blocks()[id];
        let lead_in = block.lead_in.filter(|_| block.kind == BlockKind::Item);
        self.last.push(0..0);
        for sentence in block.sentences.clone() {
            let sentence = self.plan.sentences()[sentence];
            self.sentences.push((self.tokens.len() as u32, id as u32));
            if let Some(lead_in) = lead_in {
                self.introduction(lead_in, id);
            }
            if let Some(name) = sentence.cell.and_then(|cell| self.plan.cells()[cell].name) {
                self.column(name, id);
            }
            let start = self.tokens.len();
            self.words(sentence.span, id, true);
            self.last[id] = start..self.tokens.len();
        }
    }

    /// Copies of the words of `lead_in`, and before them of what introduces it in turn.
    fn introduction(&mut self, lead_in: usize, id: usize) {
        let above = self.plan.blocks()[lead_in].lead_in.filter(|above| *above < lead_in);
        for source in above.into_iter().chain([lead_in]) {
            let words = self.last.get(source).cloned().unwrap_or_default();
            self.copy(words.start.max(words.end.saturating_sub(LONGEST_INTRODUCTION))..words.end, id);
        }
    }

    /// Copies of the words of a column's name.
    fn column(&mut self, name: Span, id: usize) {
        if let Some(words) = self.names.get(&name.start) {
            return self.copy(words.clone(), id);
        }
        let start = self.tokens.len();
        self.words(name, id, false);
        self.tokens.truncate(start + LONGEST_INTRODUCTION);
        self.names.insert(name.start, start..self.tokens.len());
    }

    fn copy(&mut self, words: Range<usize>, id: usize) {
        let Some(left) = self.copies_left.checked_sub(words.len()) else { return };
        self.copies_left = left;
        let sentence = self.sentences.len() as u32 - 1;
        let copied = self.tokens.len();
        self.tokens.extend_from_within(words);
        for token in &mut self.tokens[copied..] {
            *token = Token { sentence, block: id as u32, own: false, ..*token };
        }
    }

    fn words(&mut self, span: Span, block: usize, own: bool) {
        let plan = self.plan;
        let text = plan.words(span);
        let sentence = self.sentences.len() as u32 - 1;
        let first = self.tokens.len();
        words::split(text, |from, to| {
            let word = self.number(text, from..to);
            let span = Span { start: span.start + from as u32, end: span.start + to as u32 };
            self.push(Token { span, word, sentence, block: block as u32, own }, first);
        });
    }

    fn push(&mut self, token: Token, first: usize) {
        // Two words of which a part of the word may come first, or with as much between as a hyphen and a blank.
        let joins = |before: &Token| {
            self.begins[before.word as usize] || token.span.start - before.span.end == BROKEN.len() as u32
        };
        if self.tokens.len() > first
            && let Some(before) = self.tokens.last().filter(|before| joins(before)).copied()
            && let Some(whole) = self.whole(before, token)
        {
            let at = self.tokens.len() - 1;
            self.tokens[at] = Token { span: before.span.join(token.span), word: self.form(whole), ..token };
            return;
        }
        self.tokens.push(token);
    }

    /// What two tokens are together, if they are one word: spelt in two, or broken by an extractor that joined its lines.
    /// The second must be a word that is looked for: "lone- liness", and not "short- term".
    fn whole(&self, before: Token, token: Token) -> Option<String> {
        let (first, second) = (&self.forms[before.word as usize], &self.forms[token.word as usize]);
        let whole = || format!("{first}{second}");
        if self.begins[before.word as usize] && words::joined(first, second) {
            return Some(whole());
        }
        let between = self.plan.text().as_str().as_bytes().get(before.span.end as usize..token.span.start as usize)?;
        let mut known = Vec::new();
        (between == BROKEN).then(whole).filter(|whole| {
            self.terms.of(whole, &mut known);
            !known.is_empty()
        })
    }

    /// The number of the normal form of the word at `place`.
    fn number(&mut self, text: &'p str, place: Range<usize>) -> u32 {
        let key = letters(text.as_bytes(), &place);
        let raw = &text[place];
        let known = match key {
            Some(letters) => self.short.get(&letters),
            None => self.long.get(raw),
        };
        if let Some(number) = known {
            return *number;
        }
        let number = self.form(words::normal(raw).into_owned());
        match key {
            Some(letters) => self.short.insert(letters, number),
            None => self.long.insert(raw, number),
        };
        number
    }

    fn form(&mut self, form: String) -> u32 {
        if let Some(number) = self.normal.get(&form) {
            return *number;
        }
        let number = self.forms.len() as u32;
        self.begins.push(words::begins_joined(&form));
        self.forms.push(form.clone());
        self.normal.insert(form, number);
        number
    }
}

/// The bytes of a word of sixteen at most, those behind it nought; none where the text ends too soon to read them at once.
fn letters(text: &[u8], place: &Range<usize>) -> Option<u128> {
    const WIDTH: usize = size_of::<u128>();
    let beyond = WIDTH.checked_sub(place.len())? as u32;
    let bytes = text.get(place.start..place.start + WIDTH)?;
    let bytes: [u8; WIDTH] = bytes.try_into().ok()?;
    // No word is empty, so what is shifted out is less than the whole.
    Some(u128::from_le_bytes(bytes) << (8 * beyond) >> (8 * beyond))
}

/// The positions of every term, in order: counted first, so that each goes straight to its place.
fn postings(tokens: &[Token], forms: &[String], terms: &Terms) -> Postings {
    let mut often = vec![0_u32; forms.len()];
    tokens.iter().for_each(|token| often[token.word as usize] += 1);
    let mut rows = Vec::with_capacity(forms.len() + 1);
    let mut matched = Vec::new();
    let mut starts = vec![0_u32; terms.len() + 1];
    for (form, often) in forms.iter().zip(often) {
        let row = matched.len();
        rows.push(row);
        terms.of(form, &mut matched);
        matched[row..].iter().for_each(|term: &u32| starts[*term as usize] += often);
    }
    rows.push(matched.len());
    let terms_of = |token: &Token| &matched[rows[token.word as usize]..rows[token.word as usize + 1]];
    let mut total = 0;
    for start in &mut starts {
        total += std::mem::replace(start, total);
    }
    let mut places = vec![0; total as usize];
    let mut next = starts.clone();
    for (at, token) in tokens.iter().enumerate() {
        for term in terms_of(token) {
            let place = &mut next[*term as usize];
            places[*place as usize] = at as u32;
            *place += 1;
        }
    }
    Postings { places, starts }
}
