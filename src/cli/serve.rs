//! `planlint serve`: the page in the browser, on this machine alone.

use std::io::{self, Write};

use clap::Args;
use miette::miette;

use super::Ending;
use crate::web::serve::{ServeLimits, serve};

/// The port where none is given.
const PORT: u16 = 7357;

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// The port to serve the page on; 0 takes a free one
    #[arg(long, value_name = "NUMBER", default_value_t = PORT)]
    port: u16,
}

impl ServeArgs {
    /// Runs the command, until it is stopped.
    pub(super) fn run(self) -> Ending {
        // A fault's own words may quote the plan; only its place is said.
        std::panic::set_hook(Box::new(|fault| {
            let place = fault.location().map(|place| place.to_string()).unwrap_or_default();
            super::guard::say(&format!("at {place}"));
        }));
        // A reader of the output that has seen enough is no reason to stop serving.
        let ready = |address: std::net::SocketAddr| {
            let mut out = io::stdout().lock();
            let _ = writeln!(
                out,
                "planlint is ready: open http://{address}/ in a browser on this machine\n\
                 plans stay on this machine and nothing is kept; stop with Ctrl-C"
            )
            .and_then(|()| out.flush());
        };
        serve(self.port, ServeLimits::default(), ready).map_err(|error| refused(self.port, &error))?;
        Ok(super::CLEAN)
    }
}

fn refused(port: u16, error: &io::Error) -> miette::Report {
    match error.kind() {
        io::ErrorKind::AddrInUse => miette!(
            help = "another program, or another planlint, has it; choose another with --port, or --port 0 for any",
            "port {port} is taken"
        ),
        io::ErrorKind::PermissionDenied => {
            miette!(help = "choose one above 1023, for example --port {PORT}", "port {port} is reserved")
        }
        _ => miette!("the page cannot be served: {error}"),
    }
}
