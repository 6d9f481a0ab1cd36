//! Peers on the same plans: ripgrep and Vale look for 600 terms, few of which are there (sparse) or many (dense);
//! proselint checks by its own rules. planlint does a whole audit, in which it looks for the terms of all its packs.

use std::path::Path;

use super::measure::{Run, run};

/// Words that generated plans are full of.
const COMMON: [&str; 24] = [
    "council",
    "partners",
    "board",
    "residents",
    "carers",
    "village agents",
    "commission",
    "support",
    "reviewed",
    "befriending",
    "older people",
    "budget",
    "day centres",
    "falls",
    "practices",
    "pathway",
    "hospital",
    "transport",
    "lunch clubs",
    "loneliness",
    "isolation",
    "housing",
    "market towns",
    "funding",
];

/// Plans that a slow peer is run on; its time is scaled up.
const SAMPLE: usize = 60;

pub fn compare(folder: &Path, plans: &Path, bytes: usize, audit: &Run) {
    for (what, common) in [("sparse", 0), ("dense", COMMON.len())] {
        let terms = terms(common);
        if let Ok(rg) = std::env::var("RG") {
            ripgrep(&rg, what, &terms, folder, plans, audit);
        }
        if let Ok(vale) = std::env::var("VALE") {
            let style = style(folder, &terms);
            sampled("Vale", what, plans, bytes, audit, |sample| run(&vale, &["--config", &style, "--no-exit", sample]));
        }
    }
    if let Ok(proselint) = std::env::var("PROSELINT") {
        sampled("proselint", "by its own rules", plans, bytes, audit, |sample| run(&proselint, &["check", sample]));
    }
}

/// 600 terms: this many common ones and one that is rare; the others are nowhere.
fn terms(common: usize) -> Vec<String> {
    let made = (0..).map(|n: usize| {
        format!(
            "{}{}ville",
            ["ald", "bex", "cor", "dun", "elm"][n % 5],
            ["ing", "or", "um", "ath"][n / 5 % 4].repeat(1 + n / 20)
        )
    });
    let found = COMMON[..common].iter().map(|term| (*term).to_owned());
    found.chain(["Asst. Dir. Adults".to_owned()]).chain(made).take(600).collect()
}

fn ripgrep(rg: &str, what: &str, terms: &[String], folder: &Path, plans: &Path, audit: &Run) {
    let file = folder.join("terms.txt");
    std::fs::write(&file, terms.join("\n")).unwrap();
    let (file, plans) = (file.to_str().unwrap(), plans.to_str().unwrap());
    let peer = run(rg, &["--no-unicode", "-j1", "-i", "-w", "-F", "-o", "-n", "-f", file, plans]);
    println!(
        "ripgrep, {what}: {:.2} CPU s; the audit takes {:.1} x that (bar {})",
        peer.cpu,
        audit.cpu / peer.cpu,
        if what == "sparse" { "2.5" } else { "1.0" }
    );
}

fn sampled(name: &str, what: &str, plans: &Path, bytes: usize, audit: &Run, peer: impl Fn(&str) -> Run) {
    let sample = plans.with_file_name("sample");
    let _ = std::fs::remove_dir_all(&sample);
    std::fs::create_dir_all(&sample).unwrap();
    let mut size = 0;
    for n in 0..SAMPLE {
        let name = format!("{n:05}.md");
        size += std::fs::copy(plans.join(&name), sample.join(&name)).unwrap_or(0) as usize;
    }
    let peer = peer(sample.to_str().unwrap());
    let scaled = peer.cpu * bytes as f64 / size as f64;
    println!(
        "{name}, {what}: {scaled:.1} CPU s (from {:.1} on {:.1} MB); the audit is {:.1} x faster",
        peer.cpu,
        size as f64 / 1e6,
        scaled / audit.cpu
    );
}

/// A Vale style of one rule with all terms.
fn style(folder: &Path, terms: &[String]) -> String {
    let styles = folder.join("styles/Terms");
    std::fs::create_dir_all(&styles).unwrap();
    let tokens: Vec<String> = terms.iter().map(|term| format!("  - '{}'\n", term.replace('.', "\\."))).collect();
    let rule = format!("extends: existence\nmessage: \"%s\"\nignorecase: true\ntokens:\n{}", tokens.concat());
    std::fs::write(styles.join("Terms.yml"), rule).unwrap();
    let config = folder.join("vale.ini");
    let text = format!("StylesPath = {}\n[*.md]\nBasedOnStyles = Terms\n", folder.join("styles").display());
    std::fs::write(&config, text).unwrap();
    config.to_str().unwrap().to_owned()
}
