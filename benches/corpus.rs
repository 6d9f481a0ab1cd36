//! Generated plans for benchmarks: council-like Markdown, the same for the same seed on every machine.

#![allow(dead_code, reason = "each benchmark uses its part")]

/// How often a plan speaks of loneliness, isolation or contact.
// Thirteen real plans and briefings of councils have 0.23 passages a kilobyte, from none to 3.
#[derive(Clone, Copy)]
pub enum Density {
    /// One object in 36: 0.3 passages a kilobyte.
    Real,
    /// One object in 5.
    Dense,
}

const SUBJECTS: &[&str] = &[
    "The council",
    "Our partners",
    "The board",
    "Residents",
    "Carers in the district",
    "We",
    "Village agents",
    "The integrated discharge team",
    "Most practices",
    "The provider",
    "Both trusts",
    "Commissioners",
    "District and borough councils",
    "The programme office",
    "Four in ten households",
    "Local people",
    "A joint working group",
    "The hospital",
    "Care homes",
];
const VERBS: &[&str] = &[
    "will commission",
    "reported",
    "aim to support",
    "have reviewed",
    "should consider",
    "deliver",
    "heard about",
    "has agreed",
    "set out",
    "continue to monitor",
    "are responsible for",
    "rely on",
    "will be asked to describe",
    "told us about",
    "expects growth in",
    "has seen a fall in",
    "need a clear route into",
    "will fund",
    "compares well on",
];
const TOPICAL: &[&str] = &[
    "transport to groups and lunch clubs",
    "befriending for older people who live alone",
    "loneliness and isolation among carers",
    "social isolation in the villages",
];
const OBJECTS: &[&str] = &[
    "the £1.25m reablement budget",
    "clinics, e.g. in Bury St. Edmunds and Gt. Yarmouth",
    "falls prevention across all 14 practices",
    "a new pathway for hospital discharge",
    "extra care housing near the market towns",
    "delayed transfers of care, which rose by 4.1% last winter",
    "seven-day working in the acute trust",
    "non-elective admissions for people over 75",
    "the Disabled Facilities Grant and minor adaptations",
    "a single assessment with an accountable professional",
    "the use of the NHS number in correspondence",
    "intermediate care beds and the rapid response service",
    "risk stratification in primary care",
    "the section 75 agreement and its pooled fund",
    "end of life care at home (including night sitting)",
    "medicines reviews in residential homes",
    "community equipment within five working days",
    "the dementia diagnosis rate",
    "support planning for working-age adults",
    "quality monitoring of domiciliary care",
    "recruitment, retention and training of care staff",
    "stop smoking services and weight management",
    "the local account and its performance measures",
];
const ENDS: &[&str] = &[
    "by Sept. 2026",
    "in line with the strategy",
    "subject to funding",
    "(see para. 4.2)",
    "each year",
    "since 2014",
    "as the evidence suggests",
    "over the next two years",
    "compared with the England average",
    "at locality level",
    "through the delivery group",
    "at a cost of £340,000",
];
const TITLES: &[&str] = &[
    "Prevention",
    "Carers",
    "Workforce and skills",
    "What people told us",
    "Housing",
    "Governance",
    "Risks",
    "Finance",
    "Our population",
    "Hospital discharge",
    "Performance",
];
const LEADS: &[&str] = &["Public Health", "Dr. A. B. Smith", "Head of Prevention", "Age Concern", "Asst. Dir. Adults"];
const FIRST_HALVES: &[&str] = &[
    "Ash", "Birk", "Chal", "Dun", "Elm", "Farn", "Grim", "Har", "Ing", "Kirk", "Lang", "Mel", "Nor", "Oak", "Pen",
    "Rad", "Sher", "Thorn", "Up", "Wal",
];
const SECOND_HALVES: &[&str] = &[
    "by", "combe", "dale", "field", "ford", "ham", "hurst", "leigh", "low", "mere", "minster", "shaw", "stead",
    "thorpe", "ton", "wick", "wold", "worth",
];

/// About `bytes` bytes of plan: headings, paragraphs, lists and tables.
pub fn plan(seed: u64, bytes: usize, density: Density) -> String {
    let out = String::with_capacity(bytes + 4096);
    let mut writer = Writer { state: seed.wrapping_mul(2).wrapping_add(1), out, density };
    let mut section = 0;
    while writer.out.len() < bytes {
        section += 1;
        writer.section(section);
    }
    writer.out
}

struct Writer {
    state: u64,
    out: String,
    density: Density,
}

impl Writer {
    /// A number below `limit` (xorshift, Marsaglia 2003).
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 33) as usize % limit
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }

    fn add(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.out.push_str(part));
    }

    fn object(&mut self) -> &'static str {
        let rarity = match self.density {
            Density::Real => 36,
            Density::Dense => 5,
        };
        if self.below(rarity) == 0 { self.pick(TOPICAL) } else { self.pick(OBJECTS) }
    }

    fn clause(&mut self) {
        let parts = [self.pick(SUBJECTS), " ", self.pick(VERBS), " ", self.object()];
        self.add(&parts);
        if self.below(3) == 0 {
            let parts = [" in ", self.pick(FIRST_HALVES), self.pick(SECOND_HALVES)];
            self.add(&parts);
        }
        let parts = [" ", self.pick(ENDS)];
        self.add(&parts);
    }

    fn section(&mut self, number: usize) {
        let title = self.pick(TITLES);
        let marks = &"####"[..1 + number % 4];
        self.add(&[marks, " ", &number.to_string(), ".", &(1 + number % 9).to_string(), " ", title, "\n\n"]);
        for _ in 0..1 + self.below(4) {
            self.paragraph();
        }
        match self.below(3) {
            0 => self.list(),
            1 => self.table(),
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        for _ in 0..2 + self.below(4) {
            self.clause();
            self.add(&[". "]);
        }
        self.add(&["\n\n"]);
    }

    fn list(&mut self) {
        self.add(&["To do this we will:\n\n"]);
        for _ in 0..3 + self.below(5) {
            self.add(&["- "]);
            self.clause();
            self.add(&[";\n"]);
        }
        self.add(&["\n"]);
    }

    fn table(&mut self) {
        self.add(&["| Action | Lead | By |\n|---|---|---|\n"]);
        for _ in 0..3 + self.below(6) {
            let parts = ["| Extend ", self.object(), " | ", self.pick(LEADS), " | ", self.pick(ENDS), " |\n"];
            self.add(&parts);
        }
        self.add(&["\n"]);
    }
}
