//! What became of each waiver of a register in a run.

use super::{NOTICE, Register, Seen, Waiver};
use crate::date::Date;
use crate::report::ledger::{WaiverState, WaiverUse};

impl Register {
    /// What became of each waiver, in the order of the file.
    pub(in crate::living) fn uses(&self, today: Date, seen: &[Seen]) -> Vec<WaiverUse> {
        let none = Seen::default();
        let seen = seen.iter().chain(std::iter::repeat(&none));
        self.waivers.iter().zip(seen).map(|(waiver, seen)| self.used(waiver, seen, today)).collect()
    }

    fn used(&self, waiver: &Waiver, seen: &Seen, today: Date) -> WaiverUse {
        let days_left = today.days_to(waiver.expires);
        let state = match seen {
            Seen { plans: 0, .. } => WaiverState::Elsewhere,
            Seen { findings: 0, .. } => WaiverState::NotNeeded,
            _ if days_left < 0 => WaiverState::Lapsed,
            _ if days_left <= NOTICE => WaiverState::EndsSoon,
            _ => WaiverState::InForce,
        };
        WaiverUse {
            state,
            expectation: waiver.expectation.clone(),
            code: waiver.code.clone(),
            plan: waiver.plan.clone(),
            reason: waiver.reason.clone(),
            approver: waiver.approver.clone(),
            granted: waiver.granted,
            expires: waiver.expires,
            evidence: waiver.evidence.clone(),
            days_left,
            findings: seen.findings,
            astray: state == WaiverState::Elsewhere && waiver.is_of_one() && !self.names.is_there(&waiver.plan),
            settled: seen.settled.filter(|_| state == WaiverState::NotNeeded),
        }
    }
}
