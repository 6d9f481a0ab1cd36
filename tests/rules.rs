//! Runs the tests inside every rule file: one named test for each example.

use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let trials = planlint::trials(planlint::RuleBook::builtin_with_tests()).into_iter().map(|trial| {
        let name = trial.name.clone();
        Trial::test(name, move || trial.run().map_err(Into::into))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}
