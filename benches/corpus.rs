//! Generated plans for benchmarks: council-like Markdown, the same for the same seed on every machine.

#![allow(dead_code, reason = "each benchmark uses its part")]

const SUBJECTS: &[&str] =
    &["The council", "Our partners", "The board", "Residents", "Carers in the district", "We", "Village agents"];
const VERBS: &[&str] =
    &["will commission", "reported", "aim to support", "have reviewed", "should consider", "deliver", "heard about"];
const OBJECTS: &[&str] = &[
    "befriending for older people who live alone",
    "the £1.25m reablement budget",
    "day centres, e.g. in Bury St. Edmunds and Gt. Yarmouth",
    "falls prevention across all 14 practices",
    "a new pathway for hospital discharge",
    "transport to groups and lunch clubs",
    "loneliness and isolation among carers",
    "extra care housing near the market towns",
];
const ENDS: &[&str] =
    &["by Sept. 2026", "in line with the strategy", "subject to funding", "(see para. 4.2)", "each year", "since 2014"];
const TITLES: &[&str] =
    &["Prevention", "Carers", "Workforce and skills", "What people told us", "Housing", "Governance", "Risks"];
const LEADS: &[&str] = &["Public Health", "Dr. A. B. Smith", "Head of Prevention", "Age Concern", "Asst. Dir. Adults"];

/// About `bytes` bytes of plan: headings, paragraphs, lists and tables.
pub fn plan(seed: u64, bytes: usize) -> String {
    let mut writer = Writer { state: seed.wrapping_mul(2).wrapping_add(1), out: String::with_capacity(bytes + 4096) };
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

    fn clause(&mut self) {
        let parts = [self.pick(SUBJECTS), " ", self.pick(VERBS), " ", self.pick(OBJECTS), " ", self.pick(ENDS)];
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
            let parts = ["| Extend ", self.pick(OBJECTS), " | ", self.pick(LEADS), " | ", self.pick(ENDS), " |\n"];
            self.add(&parts);
        }
        self.add(&["\n"]);
    }
}
