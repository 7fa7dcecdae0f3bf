//! Who may act for whom: a deputy who approves for a leader under a written order, a colleague for an officer who is absent
//! (R-FLOW-16). Days count whole. Whose work it then is, is decided in [`super::workflow`].

use time::Date;

use crate::access::{Actor, Role};

/// Most days of one order.
const MOST_DAYS: i64 = 366;

/// Somebody who acts for somebody else from the first day to the last.
#[derive(Clone, Copy, Debug)]
pub struct StandIn<'a> {
    /// Whose work it is.
    pub absent: &'a Actor,
    /// Who does it.
    pub deputy: &'a Actor,
    /// Number of the written order; a leader's deputy has one.
    pub order: &'a str,
    /// First day.
    pub since: Date,
    /// Last day.
    pub until: Date,
}

/// Why it is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandInFault {
    /// A leader's work is done by others only under a written order.
    NoOrder,
    /// Nobody stands in for themselves.
    SamePerson,
    /// Of another agency, or without the role of the absent officer.
    OtherRole,
    /// The last day is over, before the first one, or more than a year after it.
    BadDays,
}

impl StandIn<'_> {
    /// Whether it is possible, seen on a day.
    ///
    /// # Errors
    /// The reason why not.
    pub fn check(&self, today: Date) -> Result<(), StandInFault> {
        let (absent, deputy) = (self.absent, self.deputy);
        let fitting = match absent.role {
            // A head of unit may be given the leader's power; the one-stop only receives and returns.
            Role::Leader => matches!(deputy.role, Role::Leader | Role::Specialist),
            role => deputy.role == role,
        };
        if absent.id == deputy.id {
            Err(StandInFault::SamePerson)
        } else if !absent.role.is_officer() || !fitting || absent.agency != deputy.agency {
            Err(StandInFault::OtherRole)
        } else if absent.role == Role::Leader && self.order.trim().is_empty() {
            Err(StandInFault::NoOrder)
        } else if self.until < self.since
            || self.until < today
            || (self.until - self.since).whole_days() > MOST_DAYS
        {
            Err(StandInFault::BadDays)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::date;

    #[test]
    fn only_who_fits_stands_in_and_only_for_a_time() {
        let person = |id: &str, role| Actor {
            id: id.to_owned(),
            name: id.to_owned(),
            role,
            agency: Some("a".to_owned()),
            unit: None,
        };
        let (leader, other_leader) = (person("l", Role::Leader), person("m", Role::Leader));
        let (one, two) = (person("s", Role::Specialist), person("t", Role::Specialist));
        let clerk = person("c", Role::Clerk);
        let day = |day| date(2026, 11, day).unwrap();
        let check = |absent, deputy, order, since, until| {
            let wanted = StandIn {
                absent,
                deputy,
                order,
                since: day(since),
                until: day(until),
            };
            wanted.check(day(20))
        };
        let order = "12/QĐ-UBND";
        assert_eq!(check(&leader, &other_leader, order, 20, 22), Ok(()));
        assert_eq!(check(&leader, &one, order, 20, 20), Ok(()));
        assert_eq!(check(&one, &two, "", 19, 22), Ok(()));
        for (absent, deputy, order, days, fault) in [
            (&leader, &one, " ", (20, 22), StandInFault::NoOrder),
            (&leader, &clerk, order, (20, 22), StandInFault::OtherRole),
            (&one, &clerk, "", (20, 22), StandInFault::OtherRole),
            (&one, &one, "", (20, 22), StandInFault::SamePerson),
            (&one, &two, "", (22, 21), StandInFault::BadDays),
            (&one, &two, "", (18, 19), StandInFault::BadDays),
        ] {
            assert_eq!(check(absent, deputy, order, days.0, days.1), Err(fault));
        }
    }
}
