//! The README is true: its commands do what it says, its links lead somewhere, and its test command is CI's.

use std::fs;
use std::path::Path;
use std::process::Command;

fn readme() -> String {
    fs::read_to_string("README.md").unwrap()
}

/// The commands of the README's console blocks, each with the output it shows.
fn shown() -> Vec<(String, Vec<String>)> {
    let mut shown: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in readme().lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            shown.push((command.to_owned(), Vec::new()));
        } else if let Some((_, output)) = shown.last_mut().filter(|_| inside) {
            output.push(line.to_owned());
        }
    }
    shown
}

/// Runs `planlint …` as the README writes it, in 80 columns.
fn run(command: &str) -> Vec<String> {
    let words: Vec<&str> = command.split('\'').collect();
    let mut arguments: Vec<String> = Vec::new();
    for (n, part) in words.iter().enumerate() {
        if n % 2 == 1 {
            arguments.push((*part).to_owned());
        } else {
            arguments.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    assert_eq!(arguments[0], "planlint", "{command}");
    let output =
        Command::new(env!("CARGO_BIN_EXE_planlint")).args(&arguments[1..]).env("COLUMNS", "80").output().unwrap();
    assert!(output.stderr.is_empty(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| line.trim_end().to_owned()).collect()
}

/// Whether `said` is what is shown, where a line of three dots stands for any number of lines.
fn is_shown(shown: &[String], said: &[String]) -> bool {
    let shown: Vec<&str> = shown.iter().map(|line| line.trim_end()).collect();
    let Some(dots) = shown.iter().position(|line| *line == "...") else {
        return shown.len() == said.len() && shown.iter().zip(said).all(|(shown, said)| *shown == said);
    };
    let (before, after) = (&shown[..dots], &shown[dots + 1..]);
    let begins = said.len() >= before.len() && before.iter().zip(said).all(|(shown, said)| *shown == said);
    let rest: Vec<String> = after.iter().map(|line| (*line).to_owned()).collect();
    begins && (before.len()..=said.len()).any(|at| is_shown(&rest, &said[at..]))
}

#[test]
fn every_command_in_the_readme_does_what_it_shows() {
    let shown = shown();
    assert!(shown.len() >= 4, "the README shows its commands");
    for (command, output) in shown {
        let said = run(&command);
        assert!(is_shown(&output, &said), "{command} says:\n{}", said.join("\n"));
    }
}

#[test]
fn the_two_commands_of_a_fresh_machine_are_there_and_ci_runs_the_second() {
    let readme = readme();
    assert!(readme.contains("cargo run --release -- check examples/northmoor-draft.docx"));
    assert!(Path::new("examples/northmoor-draft.docx").is_file());
    let ci = fs::read_to_string(".ci/run").unwrap();
    assert!(readme.contains("\ncargo test\n") && ci.contains("\ncargo test\n"));
}

#[test]
fn the_readme_is_short_and_its_links_lead_somewhere() {
    let readme = readme();
    assert!(readme.lines().count() < 200);
    for link in
        readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.starts_with("http"))
    {
        assert!(Path::new(link).exists(), "{link}");
    }
}
