//! Passages: the claims of a block's statements put together, with the slots of its action.

use std::cell::LazyCell;
use std::ops::Range;
use std::rc::Rc;

use super::judge::{self, Context, Place};
use super::lists::{self, Word};
use super::slots::{self, Notes};
use super::statement::{Statement, limit};
use super::target::Figures;
use super::{Anchor, Carry, Claim, Flag, Passage, Reading, notes, part, status, target};
use crate::plan::{Block, BlockId, BlockKind, Cell};
use crate::text::Span;
use crate::vocabulary::{Cue, Reach, Says, Slot, Standing, Strength};

/// Every block that holds an anchor, or whose action carries one, in order.
pub(super) fn passages(reading: &Reading<'_>, anchors: &[Anchor]) -> Vec<Passage> {
    let anchored = Anchored::new(reading, anchors);
    anchored.candidates(reading.plan.blocks()).into_iter().filter_map(|id| passage(reading, id, &anchored)).collect()
}

/// Anchors by the block they stand in: in words of its own, or in the lead-in and column names its words are read with.
struct Anchored<'a> {
    blocks: Vec<(BlockId, &'a [Anchor])>,
}

impl<'a> Anchored<'a> {
    fn new(reading: &Reading<'_>, anchors: &'a [Anchor]) -> Self {
        let block = |anchor: &Anchor| reading.index.token(anchor.hit.first).block as usize;
        let groups = anchors.chunk_by(|one, next| block(one) == block(next));
        Self { blocks: groups.map(|group| (block(&group[0]), group)).collect() }
    }

    fn of(&self, block: BlockId) -> &'a [Anchor] {
        self.blocks.binary_search_by_key(&block, |(block, _)| *block).map_or(&[], |at| self.blocks[at].1)
    }

    /// The blocks that may be passages: those with anchors, and those right under a heading with anchors.
    fn candidates(&self, blocks: &[Block]) -> Vec<BlockId> {
        let mut candidates = Vec::with_capacity(self.blocks.len());
        for (block, _) in &self.blocks {
            candidates.push(*block);
            if blocks[*block].kind == BlockKind::Heading {
                let is_heading = |under: &usize| blocks[*under].kind == BlockKind::Heading;
                candidates.extend((block + 1..blocks.len()).take_while(|under| !is_heading(under)));
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }
}

fn passage(reading: &Reading<'_>, id: BlockId, anchored: &Anchored<'_>) -> Option<Passage> {
    let block = &reading.plan.blocks()[id];
    let own = anchored.of(id);
    let heading = reading.plan.heading_over(id).map(|heading| anchored.of(heading)).unwrap_or_default();
    let title = reading.titles.over(reading, id);
    let status = title.undone.map(|undone| undone.standing).or_else(|| status::of(reading, id));
    let (heads, stated) = (!heading.is_empty(), status.is_some());
    let (proposed, hoped) = (title.proposed, title.hoped);
    let context = Context { heading: heads, proposed, hoped, stated, ..Context::default() };
    if own.is_empty() && !(context.heading && may_carry(block.kind)) {
        return None;
    }
    let mut said = statements(reading, block, own, context);
    notes::follow_their_deed(reading, block, &mut said);
    notes::tell_no_need(reading, block, &mut said);
    if !title.proposed {
        parts_are_deeds(reading, block, &mut said);
    }
    let mut claims: Vec<Claim> = said.iter().flat_map(|said| said.claims.iter().cloned()).collect();
    let acts = |claim: &&mut Claim| claim.strength >= Strength::Commitment && claim.standing == Standing::Asserted;
    for claim in claims.iter_mut().filter(acts) {
        claim.standing = status.unwrap_or(claim.standing);
        claim.cues.extend(title.undone.and_then(|undone| undone.by));
    }
    // Of two wishes the one for a nameable thing, and the one that says more of the topic, comes nearer to a deed.
    let within =
        |claim: &Claim| own.iter().filter(|anchor| claim.quote.contains(reading.index.bytes(anchor.hit))).count();
    let nameable = |claim: &Claim| (claim.strength == Strength::Aspiration).then(|| (claim.thing, within(claim)));
    // What names the topic itself comes before what only goes on from it.
    let names = |claim: &Claim| claim.carried.is_none();
    claims.sort_by_cached_key(|claim| std::cmp::Reverse((claim.rank(), nameable(claim), names(claim))));
    if own.is_empty() {
        claims.retain(|claim| claim.carried.is_some() && claim.standing == Standing::Asserted);
    }
    let notes = LazyCell::new(|| Notes::of(reading, id, &said));
    let slots_of = |claim: &Claim| notes.slots(reading, claim, &said);
    fullest_first(&mut claims, slots_of);
    let mut best = claims.first()?.clone();
    let wished = || best.cues.first().is_some_and(|cue| target::is_wished(reading, cue, &slots_of(&best)));
    let target = best.strength == Strength::Aspiration
        && (names_a_result(reading, &best) || (best.standing == Standing::Asserted && !title.proposed && wished()));
    // What a row measures, and means to reach, is a target whatever its words are by themselves.
    let plain = best.standing == Standing::Asserted && best.strength < Strength::Commitment && !own.is_empty();
    let figures = Figures::of(reading, block).filter(|_| plain);
    let measured = || figures.as_ref().and_then(|figures| figures.target.clone());
    // So is a figure of what will come of a thing.
    let results = || title.results || target::tells_results(reading, block, best.quote);
    let result = || {
        let figure = results().then(|| target::result(reading, block, best.quote, own)).flatten()?;
        // With what it is changed from, where its own words say so: from 6.3% to 5.5%.
        let change = |&(slot, span): &(Slot, Span)| {
            slot == figure.0 && span.contains(figure.1) && reading.plan.words(span).matches('%').count() > 1
        };
        let change = slots_of(&best).into_iter().find(change);
        Some(change.unwrap_or(figure))
    };
    let row = (plain && !title.proposed).then(|| measured().or_else(|| result().map(|slot| vec![slot]))).flatten();
    let paper = is_paper(reading, &best) && !names_columns(reading, block);
    let named_only = best.strength == Strength::Mention && !own.is_empty() && !paper;
    // What is measured is no thing that is there. Out of tables a thing is listed where its block goes on as a row does.
    let run_in = block.kind != BlockKind::Row
        && plain
        && figures.is_none()
        && (is_scheme(reading, &best, &said, || &notes)
            || is_run_in(reading, &best, slots_of)
            || is_done(reading, block, &best));
    let listed = run_in || (block.kind == BlockKind::Row && named_only && figures.is_none());
    let finding = || block.kind == BlockKind::Row && target::is_finding(reading, block);
    if named_only && (figures.is_some_and(|figures| figures.counts) || finding()) {
        best.strength = Strength::Need;
        claims[0] = best.clone();
    }
    let mut flags = Vec::new();
    let mut slots = if best.strength >= Strength::Commitment || target || listed || row.is_some() {
        slots_of(&best)
    } else {
        Vec::new()
    };
    for slot in row.iter().flatten() {
        slots.retain(|(other, _)| *other != slot.0);
        slots.push(*slot);
    }
    slots.sort_by_key(|(slot, _)| *slot);
    let mut strength = best.strength;
    let fills = |wanted: Slot| slots.iter().any(|(slot, _)| *slot == wanted);
    // A result is a target, and so as good as a deed, where it says how it will be measured; a thing named in a row is
    // there where the row says what it costs, two of who, when and how measured, or that it stands.
    let there = || fills(Slot::Resource) || slots::filled(&slots) >= 2 || status == Some(Standing::Asserted) || run_in;
    if ((target || row.is_some()) && fills(Slot::Measure)) || (listed && there()) {
        strength = Strength::Commitment;
        best.strength = strength;
        best.standing = status.unwrap_or(best.standing);
        if row.is_some() {
            // Its figures decide, and no word.
            best.cues.clear();
        }
        claims[0] = best.clone();
    }
    if strength < Strength::Commitment {
        slots.clear();
    }
    let count = slots.len();
    let fresh = |(slot, span): &(Slot, Span)| *slot != Slot::Date || !slots::is_stale(reading, *span);
    slots.retain(fresh);
    for claim in claims.iter_mut().filter(|claim| claim.strength >= Strength::Commitment && claim.quote != best.quote) {
        claim.slots = slots_of(claim);
        claim.slots.retain(fresh);
    }
    if slots.len() < count {
        flags.push(Flag::StaleDate);
    }
    if strength == Strength::Commitment && slots::filled(&slots) >= 2 {
        strength = Strength::Measurable;
    }
    if title.explained && strength > Strength::Mention {
        flags.push(Flag::Explained);
        strength = Strength::Mention;
    }
    let strength = capped(reading, block, strength, &mut flags);
    let named = if own.is_empty() { heading } else { own };
    Some(Passage {
        block: id,
        quote: best.quote,
        family: named.iter().filter_map(|anchor| anchor.family).min(),
        strength,
        standing: best.standing,
        slots,
        cues: best.cues.clone(),
        topic: own.iter().map(|anchor| reading.index.bytes(anchor.hit)).collect(),
        carried: best.carried,
        claims,
        flags,
    })
}

/// Whether an aspiration names a result to come, and does not merely wish or think, nor ask for a deed: Recommendation 4:
/// recruit 25 visitors.
fn names_a_result(reading: &Reading<'_>, claim: &Claim) -> bool {
    let wishes = |cue: &Cue| cue.reach == Reach::Forward && cue.says == Says::Strength(Strength::Aspiration);
    claim.cues.first().is_some_and(|cue| wishes(&reading.vocabulary.cues[cue.cue]))
}

/// Whether a mention is of what a paper does or is, and of no thing that could be there: Loneliness needs assessment.
fn is_paper(reading: &Reading<'_>, claim: &Claim) -> bool {
    claim.cues.first().is_some_and(|cue| reading.vocabulary.cues[cue.cue].frame)
}

/// Whether a claim names a scheme, and the notes behind it say whose it is and what it costs: BCF 11: Staying Connected.
/// Budget £163k. Provider: Age UK.
fn is_scheme<'n>(reading: &Reading<'_>, claim: &Claim, said: &[Said], notes: impl Fn() -> &'n Notes) -> bool {
    let own = said.binary_search_by_key(&claim.quote.start, |said| said.span.start);
    let named = |at: usize| said.len() > 1 && !said[at].statement(reading).finite;
    claim.cues.is_empty() && own.is_ok_and(named) && notes().tell_of_a_scheme()
}

/// Whether a claim is a deed where it stands in a list, and says two of who, when, how measured and from what: a row whose
/// cells run on.
fn is_run_in(reading: &Reading<'_>, claim: &Claim, slots_of: impl Fn(&Claim) -> Vec<(Slot, Span)>) -> bool {
    let in_item = claim.cues.first().and_then(|cue| reading.vocabulary.cues[cue.cue].in_item);
    in_item == Some(Strength::Commitment) && slots::filled(&slots_of(claim)) >= 2
}

/// Whether the words behind a thing say that it stands: B2 Befriending, Age UK. In place.
fn is_done(reading: &Reading<'_>, block: &Block, claim: &Claim) -> bool {
    claim.strength <= Strength::Need && claim.thing && status::ends_done(reading, reading.plan.words(block.span))
}

fn may_carry(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Row)
}

/// A sentence of the block with what it claims.
pub(super) struct Said {
    /// Its number in the index.
    pub(super) sentence: u32,
    /// Its own words in the text.
    pub(super) span: Span,
    /// Number of words, those of its lead-in or column name counted.
    pub(super) len: usize,
    pub(super) claims: Vec<Claim>,
}

impl Said {
    /// Whether it claims an action.
    pub(super) fn acts(&self) -> bool {
        self.claims.iter().any(|claim| claim.strength >= Strength::Commitment)
    }

    /// The sentence, read for its cues.
    pub(super) fn statement(&self, reading: &Reading<'_>) -> Rc<Statement> {
        reading.statement(self.sentence)
    }
}

fn statements(reading: &Reading<'_>, block: &Block, own: &[Anchor], context: Context) -> Vec<Said> {
    let mut said = Vec::new();
    let mut before = false;
    // Whether no sentence yet says what is done about the topic, or that it is not.
    let mut open = true;
    let recommended = block.label.is_some_and(|label| {
        let after = Span { start: label.end, ..block.span };
        status::first_is(reading, label, "label-wish") && !status::first_is(reading, after, "label-agreed")
    });
    // Whether a recommendation has its answer behind it: Recommendation 4: meet. Progress: the council funds a club.
    let mut answered = false;
    let first = reading.plan.cells()[block.cells.clone()].first().and_then(|cell| cell.name);
    let action = block.label.is_some_and(|label| status::first_is(reading, label, "label-action"));
    let listed = block.kind == BlockKind::Item || (block.kind == BlockKind::Paragraph && action);
    let optional = block.kind == BlockKind::Row
        && (first.is_some_and(|name| reading.columns(name).options) || is_an_option(reading, block));
    for sentence in reading.index.sentences_of(block) {
        let words = reading.index.sentence(sentence);
        let span = reading.plan.sentences()[sentence as usize].span;
        let places: Vec<Place> = judge::places(&words, own);
        let cell = cell_of(reading, sentence);
        answered |= recommended && status::answers(reading, span);
        let wished = recommended && !answered;
        let ideas =
            wished || optional || cell.and_then(|cell| cell.name).is_some_and(|name| reading.columns(name).ideas);
        let row = block.kind == BlockKind::Row;
        let told = cell.and_then(|cell| column_of(block, cell));
        let told = told.map(|name| reading.columns(name));
        let note = told.is_some_and(|column| !column.action);
        // A cell beside the topic says what is done about it, where none before it does, or says that it is not.
        let worded = reading.plan.words(span).starts_with(char::is_alphabetic);
        let beside = row && places.is_empty() && !own.is_empty() && !note && open && worded;
        let repeats = before && repeats(reading, words.clone(), said.last());
        let context = Context { before, ideas, wished, item: listed, row, beside, repeats, ..context };
        // Where no topic is, and none can be carried to, nothing can be said of it: most sentences of a long paragraph.
        let goes_on = beside || repeats || (before && refers_back(reading, words.clone()));
        let silent = places.is_empty() && !context.heading && !goes_on;
        let mut claims =
            if silent { Vec::new() } else { judge::claims(reading, &reading.statement(sentence), &places, context) };
        go_on_from(reading, said.last(), words.clone(), &mut claims);
        take_back(said.last_mut(), &claims);
        // Only what the block itself says can carry its topic on.
        before = !places.is_empty() || claims.iter().any(|claim| claim.carried == Some(Carry::Before));
        open &=
            claims.iter().all(|claim| claim.strength < Strength::Commitment && claim.standing == Standing::Asserted);
        said.push(Said { sentence, span, len: words.len(), claims });
    }
    said
}

/// Makes a deed of what no cue tells, where its column says that it is what a partner does.
fn parts_are_deeds(reading: &Reading<'_>, block: &Block, said: &mut [Said]) {
    // A need is told of those for whom it is done: Rings tenants who are isolated.
    let named = |claim: &Claim| {
        let verb = || status::first_is(reading, claim.quote, "deeds");
        let bare = claim.strength == Strength::Mention || (claim.strength == Strength::Need && verb());
        bare && claim.standing == Standing::Asserted && !is_paper(reading, claim)
    };
    for said in said.iter_mut().filter(|_| block.kind == BlockKind::Row) {
        let bare = !said.claims.is_empty() && said.claims.iter().all(named);
        if bare && part::plays(reading, block, said.sentence, said.span) {
            said.claims.iter_mut().for_each(|claim| claim.strength = Strength::Commitment);
        }
    }
}

/// The name of the column that a cell stands in. The first cell of a row of two may name the second: that is no column.
pub(super) fn column_of(block: &Block, cell: &Cell) -> Option<Span> {
    cell.name.filter(|name| !block.span.contains(*name))
}

/// Whether any cell of a row stands under the name of a column.
pub(super) fn names_columns(reading: &Reading<'_>, block: &Block) -> bool {
    reading.plan.cells()[block.cells.clone()].iter().any(|cell| column_of(block, cell).is_some())
}

/// Whether the first cell of a row without names of columns makes it an option: Option 3 | Fund two village agents.
fn is_an_option(reading: &Reading<'_>, block: &Block) -> bool {
    const LABEL: usize = 3;
    let cells = &reading.plan.cells()[block.cells.clone()];
    let first = cells.first().filter(|_| !names_columns(reading, block));
    first.is_some_and(|cell| {
        let words = reading.plan.words(cell.span).split_whitespace().count();
        words <= LABEL && status::first_is(reading, cell.span, "label-option")
    })
}

/// Gives what goes on from a sentence on somebody else, or on what is over, its standing: The Government appointed a
/// minister. It has since launched a fund.
fn go_on_from(reading: &Reading<'_>, before: Option<&Said>, words: Range<u32>, claims: &mut [Claim]) {
    let Some(standing) = before.and_then(|said| said.claims.first()).map(|claim| claim.standing) else { return };
    let mut opening = own(reading, words.clone()).take(2);
    let mut forms =
        words.map(|at| reading.index.token(at)).filter(|token| token.own).map(|token| reading.index.form(token.word));
    let refers = match forms.next() {
        Some("it" | "they") => true,
        Some("the" | "these" | "those") => opening.nth(1).is_some_and(|word| word.is(lists::BACK)),
        _ => false,
    };
    // What has a year of its own may be of another time.
    let dated = forms.any(|form| form.len() == 4 && form.bytes().all(|byte| byte.is_ascii_digit()));
    if !refers {
        return;
    }
    let past = |claim: &Claim| {
        let verb = claim.cues.first().map(|cue| reading.plan.words(cue.span)).unwrap_or_default();
        let form = |word: &str| reading.vocabulary.matcher.list_has("past", word);
        verb.split(' ').any(form)
    };
    let goes_on = |claim: &&mut Claim| match standing {
        Standing::Other => true,
        Standing::Historical => past(claim) && !dated,
        _ => false,
    };
    let asserted = claims.iter_mut().filter(|claim| claim.standing == Standing::Asserted);
    asserted.filter(goes_on).for_each(|claim| claim.standing = standing);
}

/// Gives what the sentence before said is done its end, where this one says that it ended: The trust runs a befriending
/// line. It will close in May.
fn take_back(before: Option<&mut Said>, claims: &[Claim]) {
    let ends = |claim: &Claim| claim.carried == Some(Carry::Before) && claim.standing == Standing::Ceased;
    let Some(end) = claims.iter().find(|claim| ends(claim)) else { return };
    let done = |claim: &&mut Claim| claim.strength >= Strength::Commitment && claim.standing == Standing::Asserted;
    for claim in before.into_iter().flat_map(|said| &mut said.claims).filter(done) {
        claim.standing = Standing::Ceased;
        claim.cues.extend(end.cues.first());
    }
}

/// Whether a sentence of these words answers the one before, or begins with something that it names: You said ... We did
/// ...; ... the covenant officer. The officer now telephones ...
fn repeats(reading: &Reading<'_>, words: Range<u32>, before: Option<&Said>) -> bool {
    const SHORTEST: usize = 4;
    let word = |at: u32| reading.index.token(at).word;
    let mut own = words.filter(|at| reading.index.token(*at).own).map(word);
    let (Some(the), Some(noun), Some(said)) = (own.next(), own.next(), before) else { return false };
    if reading.word(the).is(lists::OURS) && reading.index.form(noun) == "did" {
        return true;
    }
    let named = || reading.index.sentence(said.sentence).map(word).any(|other| other == noun);
    let works = |word: &Word| [lists::WORKER, lists::DOERS, lists::BACK].iter().any(|list| word.is(*list));
    let one = || reading.vocabulary.matcher.list_has("worker", &format!("{}s", reading.index.form(noun)));
    (works(&reading.word(noun)) || one())
        && reading.index.form(the) == "the"
        && reading.index.form(noun).len() >= SHORTEST
        && named()
}

/// Whether any of `words` that is the sentence's own refers back.
fn refers_back(reading: &Reading<'_>, words: Range<u32>) -> bool {
    own(reading, words).any(|word| word.is(lists::BACK))
}

/// Those of `words` that are the sentence's own.
pub(super) fn own<'r>(reading: &'r Reading<'_>, words: Range<u32>) -> impl Iterator<Item = Rc<Word>> + 'r {
    words.map(|at| reading.index.token(at)).filter(|token| token.own).map(|token| reading.word(token.word))
}

fn capped(reading: &Reading<'_>, block: &Block, strength: Strength, flags: &mut Vec<Flag>) -> Strength {
    match block.kind {
        BlockKind::Unreadable => flags.push(Flag::Unreadable),
        BlockKind::Guidance => flags.push(Flag::Guidance),
        _ => {}
    }
    let most = reading.setting.cap.unwrap_or(Strength::Measurable);
    if strength > most {
        flags.push(Flag::Capped);
    }
    let strength = strength.min(most);
    let place = limit(block.kind);
    if strength > place && !flags.iter().any(|flag| matches!(flag, Flag::Unreadable | Flag::Guidance)) {
        flags.push(Flag::Limited);
    }
    strength.min(place)
}

/// Of several asserted actions, that whose sentence says most of who, when, how measured and from what speaks for the
/// block; the first of those that say the same.
fn fullest_first(claims: &mut [Claim], slots_of: impl Fn(&Claim) -> Vec<(Slot, Span)>) {
    let Some(first) = claims.first() else { return };
    let acts = first.strength >= Strength::Commitment && first.standing == Standing::Asserted;
    let rivals = claims.iter().take_while(|claim| claim.rank() == first.rank()).count();
    let elsewhere = claims[..rivals].iter().any(|claim| claim.quote != first.quote);
    if acts && elsewhere {
        let counts: Vec<usize> = claims[..rivals].iter().map(|claim| slots::filled(&slots_of(claim))).collect();
        let most = counts.iter().copied().max().unwrap_or_default();
        let fullest = counts.iter().position(|count| *count == most).unwrap_or_default();
        claims[..=fullest].rotate_right(1);
    }
}

/// The cell that a sentence of a row stands in.
pub(super) fn cell_of<'r>(reading: &'r Reading<'_>, sentence: u32) -> Option<&'r Cell> {
    let cell = reading.plan.sentences()[sentence as usize].cell?;
    reading.plan.cells().get(cell)
}
