//! Which agencies take each other's word (R-GEN-04, R-GEN-05, TT32 Art 4.2a).
//!
//! The same agency always does. Others do once their data are connected: agencies under one ministry or one province are, because
//! they keep their dossiers in this one installation; agencies of different ones are not. An administrator connects or
//! separates two agencies, or everything under two level-1 codes, with a [`Link`]; the link that names more wins.

/// What an administrator has decided about two sides. A side is an agency code (`000.00.91.H26`) or a level-1 code (`H26`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// One side.
    pub one: String,
    /// The other side.
    pub other: String,
    /// Whether they take each other's word.
    pub connected: bool,
}

/// All that was decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links(pub Vec<Link>);

/// The level-1 code of an agency: the last part of its code.
#[must_use]
pub fn level_one(agency: &str) -> &str {
    agency.rsplit('.').next().unwrap_or(agency)
}

/// Whether a code is one of level 1: a letter and two digits (Decision 20/2020/QĐ-TTg).
#[must_use]
pub fn is_level_one(code: &str) -> bool {
    let mut bytes = code.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_uppercase())
        && bytes.len() == 2
        && bytes.all(|digit| digit.is_ascii_digit())
}

/// How exactly a side names an agency: 2 by its code, 1 by its level-1 code.
fn names(side: &str, agency: &str) -> Option<u8> {
    if side == agency {
        Some(2)
    } else {
        (side == level_one(agency)).then_some(1)
    }
}

impl Links {
    /// Whether `asking` takes what `verifier` has verified. The same in both directions.
    #[must_use]
    pub fn connect(&self, verifier: &str, asking: &str) -> bool {
        if verifier == asking {
            return true;
        }
        let exactness = |link: &Link| {
            let way = |one: &str, other: &str| Some(names(one, verifier)? + names(other, asking)?);
            way(&link.one, &link.other).max(way(&link.other, &link.one))
        };
        let decided = self
            .0
            .iter()
            .filter_map(|link| Some((exactness(link)?, !link.connected)))
            .max();
        match decided {
            Some((_, separated)) => !separated,
            None => level_one(verifier) == level_one(asking),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WARD: &str = "000.00.91.H26";
    const OTHER_WARD: &str = "000.00.92.H26";
    const ELSEWHERE: &str = "000.00.91.H24";
    const MINISTRY: &str = "000.00.01.G15";

    fn links(all: &[(&str, &str, bool)]) -> Links {
        let link = |(one, other, connected): &(&str, &str, bool)| Link {
            one: (*one).to_owned(),
            other: (*other).to_owned(),
            connected: *connected,
        };
        Links(all.iter().map(link).collect())
    }

    #[test]
    fn one_province_shares_and_others_only_when_connected() {
        let none = Links::default();
        assert!(none.connect(WARD, WARD) && none.connect(WARD, OTHER_WARD));
        assert!(!none.connect(WARD, ELSEWHERE) && !none.connect(MINISTRY, WARD));
        let ministry = links(&[("H26", "G15", true)]);
        assert!(ministry.connect(WARD, MINISTRY) && ministry.connect(MINISTRY, OTHER_WARD));
        assert!(!ministry.connect(MINISTRY, ELSEWHERE));
    }

    #[test]
    fn the_link_that_names_more_wins() {
        let some = links(&[("H26", "H26", false), (OTHER_WARD, WARD, true)]);
        assert!(some.connect(WARD, OTHER_WARD));
        assert!(!some.connect(WARD, "000.00.93.H26"));
        assert!(some.connect(WARD, WARD), "one agency always knows itself");
        let contradictory = links(&[("H26", "G15", true), ("G15", "H26", false)]);
        assert!(
            !contradictory.connect(WARD, MINISTRY),
            "in doubt nothing flows"
        );
    }
}
