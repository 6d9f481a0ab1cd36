//! Drawing instructions to what stands on a page: the interpreter draws, this notes down.

use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, Name, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use rustc_hash::FxHashMap;

use super::page::{Mark, Page, Piece, Rule};
use super::{drawn, strings};

/// How much may still be drawn. Nested forms can ask for more than anyone could wait for.
#[derive(Debug)]
pub(super) struct Meter {
    left: u64,
}

/// What is thrown when a document asks for more drawing than the limit.
pub(super) struct TooMuch;

impl Meter {
    /// Allows so many steps: letters, lines, pictures, forms.
    pub fn new(steps: u64) -> Self {
        Self { left: steps }
    }

    fn spend(&mut self, steps: usize) {
        match self.left.checked_sub(steps as u64) {
            Some(left) => self.left = left,
            None => resume_unwind(Box::new(TooMuch)),
        }
    }
}

/// Thickness of strokes by the key of the glyph.
pub(super) type Weights = FxHashMap<u128, f32>;

/// Notes down what is drawn on one page.
pub(super) struct Canvas<'b> {
    /// The page so far.
    pub page: Page,
    meter: &'b mut Meter,
    weights: &'b mut Weights,
    marks: Vec<Marked>,
    /// The first letter of each run by its place, to know what is drawn twice.
    drawn: FxHashMap<(i32, i32), u64>,
    /// How many heights of a letter the size of the last font of drawings was.
    scale: f32,
}

/// Marked content that is open.
#[derive(Clone, Debug, Default)]
struct Marked {
    mark: Mark,
    /// What its letters stand for, where it says so; taken by the first of them.
    actual: Option<String>,
    /// Whether it, or content around it, says what its letters stand for.
    spelt: bool,
}

/// A letter in place.
struct Letter {
    left: f32,
    right: f32,
    base: f32,
    size: f32,
    turn: u8,
}

/// Blanks wider than this part of a letter's height part words.
const WORD_GAP: f32 = 0.19;
/// Blanks wider than this part columns or cells, or what stands in one line by chance.
const WIDE_GAP: f32 = 1.0;
/// How many letters of a run are weighed.
const WEIGHED: usize = 4;
/// More ruled lines than this are a drawing, not a table.
const MOST_RULES: usize = 20_000;

impl<'b> Canvas<'b> {
    /// An empty page.
    pub fn new(number: u32, (width, height): (f32, f32), meter: &'b mut Meter, weights: &'b mut Weights) -> Self {
        let page = Page { number, width, height, ..Page::default() };
        Self { page, meter, weights, marks: Vec::new(), drawn: FxHashMap::default(), scale: 1.0 }
    }

    fn run(&mut self, run: &GlyphRun<'_, '_>, transform: Affine, scale: f32) {
        let (stroke, weighed) = self.weigh(run);
        let mut begins = self.page.pieces.last().is_none_or(|last| is_other_weight(last, stroke, weighed));
        let mut can_be_words = None;
        for glyph in run.glyphs() {
            let Some(letter) = Letter::place(transform * glyph.transform(), glyph, scale) else { continue };
            if !self.is_on_page(&letter) {
                continue;
            }
            let Some(words) = self.reading(glyph) else {
                self.page.unnamed += usize::from(*can_be_words.get_or_insert_with(|| drawn::can_be_words(run)));
                continue;
            };
            self.write(&letter, &words, begins);
            // a blank goes to the piece before, and the letters after it may yet be of another weight
            begins &= is_gap(&words);
            let piece = self.page.pieces.last_mut().expect("a letter was just written");
            if weighed > 0 && words.contains(char::is_alphanumeric) {
                piece.stroke += stroke;
                piece.weighed += 1;
            }
        }
    }

    /// What `glyph` stands for; nothing where the content around it has said so already.
    fn reading(&mut self, glyph: &Glyph<'_>) -> Option<String> {
        if let Some(marked) = self.marks.last_mut().filter(|marked| marked.spelt) {
            if let Some(actual) = marked.actual.take() {
                return Some(actual);
            }
            return self.marks.iter_mut().find_map(|marked| marked.actual.take()).or(Some(String::new()));
        }
        match glyph.as_unicode() {
            Some(BfString::Char(letter)) => Some(strings::readable(&[letter])),
            Some(BfString::String(letters)) => Some(strings::readable(&letters.chars().collect::<Vec<_>>())),
            None if matches!(glyph, Glyph::Type3(_)) => None,
            // a letter without a name that shows nothing is a blank
            None if matches!(glyph, Glyph::Outline(outline) if outline.outline().elements().is_empty()) => {
                Some(" ".into())
            }
            None => {
                self.page.unnamed += 1;
                Some('\u{fffd}'.into())
            }
        }
    }

    fn write(&mut self, letter: &Letter, words: &str, begins: bool) {
        let mark = self.marks.last().map(|marked| marked.mark).unwrap_or_default();
        let page = &mut self.page;
        let gap = page.pieces.last().and_then(|last| letter.gap_after(last, mark)).filter(|_| !begins || is_gap(words));
        let Some(gap) = gap else {
            return self.begin(letter, words, mark);
        };
        let last = page.pieces.last_mut().expect("there is a gap after it");
        let open = page.letters.ends_with(' ');
        if gap > WORD_GAP * letter.size && !open && !is_gap(words) {
            page.letters.push(' ');
        }
        if !(open && is_gap(words)) {
            page.letters.push_str(words);
        }
        last.letters.end = page.letters.len();
        last.right = last.right.max(letter.right);
    }

    fn begin(&mut self, letter: &Letter, words: &str, mark: Mark) {
        let start = self.page.letters.len();
        self.page.letters.push_str(words);
        self.page.pieces.push(Piece {
            letters: start..self.page.letters.len(),
            left: letter.left,
            right: letter.right,
            base: letter.base,
            size: letter.size,
            stroke: 0.0,
            weighed: 0,
            doubled: false,
            turn: letter.turn,
            mark,
        });
    }

    /// Mean thickness of the strokes of the first letters of `run`, and how many they are.
    fn weigh(&mut self, run: &GlyphRun<'_, '_>) -> (f32, usize) {
        let (mut sum, mut count) = (0.0, 0);
        for glyph in run.glyphs().iter().filter(|glyph| is_letter(glyph)).take(WEIGHED) {
            let Glyph::Outline(outline) = &**glyph else { continue };
            let weight =
                *self.weights.entry(outline.identifier().cache_key()).or_insert_with(|| thickness(&outline.outline()));
            if weight > 0.0 {
                sum += weight;
                count += 1;
            }
        }
        (if count > 0 { sum / count as f32 } else { 0.0 }, count)
    }

    /// Whether the same letters were drawn just here before: to make them bold, or to cast a shadow.
    fn is_again(&mut self, run: &GlyphRun<'_, '_>, transform: Affine, scale: f32) -> bool {
        let Some(first) = run.glyphs().first() else { return false };
        let Some(place) = Letter::place(transform * first.transform(), first, scale) else { return false };
        let code = run.glyphs().iter().fold(place.size.to_bits().into(), |hash: u64, glyph| {
            hash.rotate_left(5).wrapping_add(glyph.char_code().into()).wrapping_mul(0x517c_c1b7_2722_0a95)
        });
        let grid = (place.size * 0.1).max(0.05);
        let at = ((place.left / grid) as i32, (place.base / grid) as i32);
        let beside = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y)));
        let again = beside
            .map(|(x, y)| (at.0.saturating_add(x), at.1.saturating_add(y)))
            .any(|near| self.drawn.get(&near) == Some(&code));
        self.drawn.insert(at, code);
        again
    }

    fn is_on_page(&self, letter: &Letter) -> bool {
        let middle = (letter.left + letter.right) / 2.0;
        let (x, y) = match letter.turn {
            0 => (middle, letter.base),
            1 => (-letter.base, middle),
            2 => (-middle, -letter.base),
            _ => (letter.base, -middle),
        };
        let slack = letter.size;
        (-slack..=self.page.width + slack).contains(&x) && (-slack..=self.page.height + slack).contains(&y)
    }

    fn line(&mut self, from: Point, to: Point) {
        let (wide, high) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        self.rule(Rect::from_points(from, to), wide < high);
    }

    /// Notes down `bar` as a ruled line if it is long and thin.
    fn rule(&mut self, bar: Rect, down: bool) {
        let (long, thin) = if down { (bar.height(), bar.width()) } else { (bar.width(), bar.height()) };
        if thin > 3.0 || long < 5.0 || self.page.rules.len() >= MOST_RULES {
            return;
        }
        let (from, to, at) = if down { (bar.y0, bar.y1, bar.center().x) } else { (bar.x0, bar.x1, bar.center().y) };
        self.page.rules.push(Rule { across: !down, at: at as f32, from: from as f32, to: to as f32 });
    }

    /// Notes down the four sides of `rect`, or the bar that it is.
    fn rect(&mut self, rect: Rect, stroked: bool) {
        if rect.width() <= 3.0 || rect.height() <= 3.0 {
            self.rule(rect, rect.width() < rect.height());
        } else if stroked {
            let Rect { x0, y0, x1, y1 } = rect;
            self.line(Point::new(x0, y0), Point::new(x1, y0));
            self.line(Point::new(x0, y1), Point::new(x1, y1));
            self.line(Point::new(x0, y0), Point::new(x0, y1));
            self.line(Point::new(x1, y0), Point::new(x1, y1));
        }
    }
}

impl<'a> Device<'a> for Canvas<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.meter.spend(1 + run.glyphs().len());
        let scale = drawn::scale(run, self.scale);
        if scale != 1.0 {
            self.scale = scale;
        }
        if self.is_again(run, props.transform, scale) {
            if let Some(last) = self.page.pieces.last_mut() {
                last.doubled = true;
            }
            return;
        }
        self.run(run, props.transform, scale);
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.meter.spend(1 + path.elements().len());
        let stroked = !matches!(mode, DrawMode::Fill(_));
        let mut last = Point::ZERO;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => last = props.transform * to,
                PathEl::LineTo(to) => {
                    let to = props.transform * to;
                    if stroked {
                        self.line(last, to);
                    }
                    last = to;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = props.transform * to,
                PathEl::ClosePath => {}
            }
        }
        if !stroked && path.elements().len() < 8 {
            self.rect(props.transform.transform_rect_bbox(path.bounding_box()), false);
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.meter.spend(1);
        self.rect(props.transform.transform_rect_bbox(*rect), !matches!(mode, DrawMode::Fill(_)));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.meter.spend(1);
        let whole = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let page = Rect::new(0.0, 0.0, f64::from(self.page.width), f64::from(self.page.height));
        let part = props.transform.transform_rect_bbox(whole).intersect(page).area() / page.area().max(1.0);
        self.page.pictured = (self.page.pictured + part as f32).min(1.0);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.meter.spend(1);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.meter.spend(1);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.meter.spend(1);
        let outer = self.marks.last();
        let mut mark = outer.map(|outer| outer.mark).unwrap_or_default();
        let content = properties.and_then(|properties| properties.get::<u32>(b"MCID"));
        mark.content = content.or(mark.content);
        let whole_page = |kind: Name<'_>| &*kind != b"Page";
        mark.artifact |= tag == b"Artifact"
            && properties.and_then(|properties| properties.get::<Name<'_>>(b"Type")).is_none_or(whole_page);
        let actual = properties.and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText"));
        let actual = actual.map(|actual| strings::text(&actual));
        let spelt = actual.is_some() || outer.is_some_and(|outer| outer.spelt);
        self.marks.push(Marked { mark, actual, spelt });
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}

impl Letter {
    /// Where `glyph` stands, drawn with `transform`; nothing if it has no size or no place. The size of its font is
    /// `scale` heights of a letter.
    fn place(transform: Affine, glyph: &Glyph<'_>, scale: f32) -> Option<Self> {
        let [a, b, c, d, x, y] = transform.as_coeffs();
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(500.0)).clamp(0.0, 4000.0 * f64::from(scale));
        let size = 1000.0 * c.hypot(d) * f64::from(scale);
        let turn = match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 1,
            (false, _, false) => 3,
        };
        let (left, base) = match turn {
            0 => (x, y),
            1 => (y, -x),
            2 => (-x, -y),
            _ => (-y, x),
        };
        let right = left + advance * a.hypot(b);
        let sound = size > 0.5 && [left, base, right, size].iter().all(|place| place.is_finite() && place.abs() < 1e5);
        sound.then_some(Self { left: left as f32, right: right as f32, base: base as f32, size: size as f32, turn })
    }

    /// The blank between `last` and this, if both belong to one piece.
    fn gap_after(&self, last: &Piece, mark: Mark) -> Option<f32> {
        let gap = self.left - last.right;
        let same = last.turn == self.turn
            && last.mark == mark
            && (last.base - self.base).abs() < 0.05 * self.size
            && (last.size - self.size).abs() < 0.05 * self.size
            && (-0.5 * self.size..WIDE_GAP * self.size).contains(&gap);
        same.then_some(gap)
    }
}

fn is_letter(glyph: &Glyph<'_>) -> bool {
    matches!(glyph.as_unicode(), Some(BfString::Char(letter)) if letter.is_alphanumeric())
}

fn is_gap(words: &str) -> bool {
    words == " "
}

/// Whether letters of this `stroke` are plainly lighter or bolder than those of `last`.
fn is_other_weight(last: &Piece, stroke: f32, weighed: usize) -> bool {
    let mean = last.stroke / last.weighed.max(1) as f32;
    weighed > 0 && last.weighed > 0 && (mean - stroke).abs() > 0.2 * mean
}

/// Mean thickness of the strokes of a letter: twice its area by the length of its edge.
fn thickness(outline: &BezPath) -> f32 {
    let edge = outline.perimeter(1.0);
    let thickness = if edge > 0.0 { 2.0 * outline.area().abs() / edge } else { 0.0 };
    if thickness.is_finite() { thickness as f32 } else { 0.0 }
}
