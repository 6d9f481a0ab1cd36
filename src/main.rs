//! The `planlint` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    planlint::cli::main()
}
