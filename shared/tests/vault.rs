//! Rules of the vault: what is offered, which of two sources is proposed, who a declared person is.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use motcua_shared::form::known_people::{declared, for_role, marks};
use motcua_shared::form::{Answer, Answers, Form, autofill};
use motcua_shared::time::{Timestamp, date};
use motcua_shared::vault::better::{compare, other_word};
use motcua_shared::vault::offer::{for_others, is_same_person, person_key};
use motcua_shared::vault::{
    Fact, FactSource, KnownPerson, Life, Link, Links, Record, SourceKind, State, offered,
};
use proptest::prelude::*;
use serde_json::json;

const PATHS: [&str; 4] = [
    "person.full_name",
    "person.gender",
    "person.phone",
    "marriage.number",
];
const AGENCIES: [&str; 4] = [
    "000.00.91.H26",
    "000.00.92.H26",
    "000.00.91.H24",
    "000.00.01.G15",
];

fn fact(id: &str, path: &str, value: &str, kind: SourceKind, since: i64) -> Fact {
    Fact {
        id: id.to_owned(),
        path: path.to_owned(),
        value: value.into(),
        source: FactSource {
            kind,
            by: "UBND".to_owned(),
            dossier_code: None,
            since: Timestamp::from_micros(since),
        },
    }
}

fn any_moment() -> impl Strategy<Value = Option<Timestamp>> {
    prop::option::of((0..20_i64).prop_map(Timestamp::from_micros))
}

fn any_fact() -> impl Strategy<Value = Fact> {
    (0..1000_u32, 0..PATHS.len(), 0..3_u8, 0..4_usize, 0..5_i64).prop_map(
        |(id, path, value, kind, since)| {
            let kind = SourceKind::ALL[kind];
            fact(
                &id.to_string(),
                PATHS[path],
                &value.to_string(),
                kind,
                since,
            )
        },
    )
}

fn any_record() -> impl Strategy<Value = Record> {
    let marks = (
        any_moment(),
        any_moment(),
        any_moment(),
        any_moment(),
        any_moment(),
    );
    let agency = prop::option::of(0..AGENCIES.len());
    (any_fact(), marks, agency).prop_map(|(fact, marks, agency)| Record {
        fact,
        life: Life {
            superseded_at: marks.0,
            revoked_at: marks.1,
            valid_until: marks.2,
            restricted_at: marks.3,
            disputed_at: marks.4,
        },
        agency: agency.map(|index| AGENCIES[index].to_owned()),
    })
}

fn any_links() -> impl Strategy<Value = Links> {
    let sides = ["H26", "H24", "G15", AGENCIES[0], AGENCIES[1], AGENCIES[2]];
    let link =
        (0..6_usize, 0..6_usize, any::<bool>()).prop_map(move |(one, other, connected)| Link {
            one: sides[one].to_owned(),
            other: sides[other].to_owned(),
            connected,
        });
    prop::collection::vec(link, 0..5).prop_map(Links)
}

proptest! {
    #[test]
    fn only_what_is_in_force_and_in_scope_is_offered(
        records in prop::collection::vec(any_record(), 0..20), links in any_links(), at in 0..20_i64, asking in 0..4_usize,
    ) {
        let (at, asking) = (Timestamp::from_micros(at), [AGENCIES[asking].to_owned()]);
        let given = offered(records.clone(), at, &asking, &links);
        let fits = |record: &&Record| {
            let in_scope = record.agency.as_ref().is_none_or(|agency| links.connect(agency, &asking[0]));
            record.life.state(at) == State::InForce && in_scope
        };
        let expected: Vec<Fact> = records.iter().filter(fits).map(|record| record.fact.clone()).collect();
        prop_assert_eq!(given, expected);
    }

    #[test]
    fn agencies_know_themselves_and_links_hold_both_ways(links in any_links(), one in 0..4_usize, other in 0..4_usize) {
        prop_assert!(links.connect(AGENCIES[one], AGENCIES[one]));
        prop_assert_eq!(links.connect(AGENCIES[one], AGENCIES[other]), links.connect(AGENCIES[other], AGENCIES[one]));
    }

    #[test]
    fn what_was_taken_back_never_returns_by_itself(record in any_record(), at in 0..20_i64, later in 0..20_i64) {
        let state = |moment| record.life.state(Timestamp::from_micros(moment));
        if state(at) != State::InForce {
            prop_assert_ne!(state(at + later), State::InForce);
        }
    }

    #[test]
    fn facts_are_in_one_order(a in any_fact(), b in any_fact(), c in any_fact()) {
        let (b, c) = (Fact { path: a.path.clone(), ..b }, Fact { path: a.path.clone(), ..c });
        prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
        if compare(&a, &b).is_le() && compare(&b, &c).is_le() {
            prop_assert!(compare(&a, &c).is_le());
        }
    }

    #[test]
    fn the_other_word_differs_and_is_about_the_same(facts in prop::collection::vec(any_fact(), 1..12)) {
        let taken = &facts[0];
        if let Some(other) = other_word(&facts, taken) {
            prop_assert_eq!(&other.path, &taken.path);
            prop_assert!(!autofill::same(&other.value, &taken.value));
        } else {
            let of_path = facts.iter().filter(|fact| fact.path == taken.path);
            for fact in of_path {
                prop_assert!(autofill::same(&fact.value, &taken.value));
            }
        }
    }
}

/// A mother registers a child; what she says about the father is his part.
fn birth() -> Form {
    let text = |key: &str, profile: &str| json!({"key": key, "type": "text", "label": {"vi": key}, "profile": profile});
    serde_json::from_value(json!({
        "id": "f", "title": {"vi": "T"}, "basis": "", "declaration": {"vi": "D"},
        "roles": [{"role": "child.mother", "when": {"is": ["who", "mother"]}}, {"role": "child.father", "when": {"is": ["who", "father"]}}],
        "sections": [{"key": "s", "title": {"vi": "S"}, "groups": [{"key": "g", "title": {"vi": "G"}, "fields": [
            {"key": "who", "type": "choice", "label": {"vi": "Ai"}, "options": [
                {"value": "mother", "label": {"vi": "Mẹ"}}, {"value": "father", "label": {"vi": "Cha"}}]},
            text("my_name", "person.full_name"),
            text("mother_name", "child.mother.full_name"),
            text("father_name", "child.father.full_name"),
            text("father_number", "child.father.citizen_id"),
            {"key": "father_born", "type": "date", "label": {"vi": "Sinh"}, "profile": "child.father.date_of_birth"},
            text("father_phone", "child.father.phone"),
            {"key": "family", "type": "repeat", "label": {"vi": "Hộ"}, "row_label": {"vi": "Người"}, "profile": "household.members", "fields": [
                text("name", "member.full_name"), text("number", "member.citizen_id")]},
            text("hidden", "guardian.full_name"),
        ]}]}],
    }))
    .unwrap()
}

fn typed() -> Answers {
    let mut answers: Answers = [
        ("who", "mother"),
        ("my_name", "Trần Thị Thử"),
        ("mother_name", "Trần Thị Thử"),
        ("father_name", "Nguyễn Văn Mẫu"),
        ("father_number", "001090999901"),
        ("father_born", "1990-03-15"),
        ("father_phone", "+84900000001"),
    ]
    .map(|(key, text)| (key.to_owned(), Answer::from(text)))
    .into();
    let rows = json!([{"id": "r1", "answers": {"name": "Nguyễn An Nhiên", "number": "001326999999"}}, {"id": "r2", "answers": {}}]);
    answers.insert("family".to_owned(), serde_json::from_value(rows).unwrap());
    answers
}

#[test]
fn others_are_declared_by_role_and_by_row_and_never_the_applicant() {
    let today = date(2026, 11, 22).unwrap();
    let people = declared(&birth(), &typed(), &[], today);
    let roles: Vec<&str> = people.iter().map(|person| person.role.as_str()).collect();
    assert_eq!(
        roles,
        ["member", "child.father"],
        "not herself, and no empty row"
    );
    let father = &people[1].says;
    assert_eq!(
        father[..2],
        [
            ("person.full_name".to_owned(), "Nguyễn Văn Mẫu".into()),
            ("person.citizen_id".to_owned(), "001090999901".into()),
        ]
    );
    assert_eq!(person_key(father).as_deref(), Some("001090999901"));
    assert_eq!(person_key(&people[0].says).as_deref(), Some("001326999999"));
    assert!(
        for_others(father.clone())
            .iter()
            .all(|(path, _)| path != "person.phone")
    );
}

#[test]
fn without_a_number_name_and_birth_tell_people_apart() {
    let says = |pairs: &[(&str, &str)]| -> Vec<(String, Answer)> {
        let all = pairs
            .iter()
            .map(|(path, text)| (format!("person.{path}"), Answer::from(*text)));
        all.collect()
    };
    let born = ("date_of_birth", "2020-01-02");
    assert_eq!(
        person_key(&says(&[("full_name", "Nguyễn An"), born])),
        person_key(&says(&[("full_name", "NGUYEN AN"), born])),
        "however the name is spelt"
    );
    assert_eq!(person_key(&says(&[("full_name", "Nguyễn An")])), None);
    assert_eq!(person_key(&says(&[born])), None);
}

#[test]
fn a_number_alone_writes_into_nobodys_vault() {
    let known = [
        fact(
            "1",
            "person.full_name",
            "Nguyễn Văn Mẫu",
            SourceKind::Account,
            1,
        ),
        fact(
            "2",
            "person.date_of_birth",
            "1990-03-15",
            SourceKind::Account,
            1,
        ),
    ];
    let said = |name: &str, born: &str| {
        [("person.full_name", name), ("person.date_of_birth", born)]
            .map(|(path, text)| (path.to_owned(), Answer::from(text)))
    };
    assert!(is_same_person(
        &said("NGUYỄN VĂN MẪU", "1990-03-15"),
        &known
    ));
    assert!(!is_same_person(
        &said("Nguyễn Văn Mẫu", "1990-03-16"),
        &known
    ));
    assert!(!is_same_person(
        &said("Nguyễn Văn Khác", "1990-03-15"),
        &known
    ));
    assert!(!is_same_person(
        &said("Nguyễn Văn Mẫu", "1990-03-15")[..1],
        &known
    ));
    assert!(!is_same_person(&said("Nguyễn Văn Mẫu", "1990-03-15"), &[]));
}

#[test]
fn a_known_person_fills_one_role_and_the_mark_says_so() {
    let form = birth();
    let father = KnownPerson {
        name: "Nguyễn Văn Mẫu".to_owned(),
        facts: vec![
            fact(
                "n",
                "person.full_name",
                "Nguyễn Văn Mẫu",
                SourceKind::Dossier,
                1,
            ),
            fact(
                "c",
                "person.citizen_id",
                "001090999901",
                SourceKind::Dossier,
                1,
            ),
        ],
    };
    let keys = |role: &str| -> Vec<String> {
        let brought = for_role(&form, role, &father);
        brought.into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(keys("child.father"), ["father_name", "father_number"]);
    assert_eq!(
        keys("child"),
        [""; 0],
        "a relative of the role is another role"
    );
    assert_eq!(keys("guardian"), ["hidden"]);
    let reused = [
        ("father_name", "n"),
        ("father_number", "c"),
        ("father_phone", "n"),
    ]
    .map(|(key, id)| (key.to_owned(), id.to_owned()))
    .into();
    let mut answers = typed();
    answers.insert("father_number".to_owned(), "001090999999".into());
    let marks = marks(&form, &answers, &reused, &[father]);
    let seen: Vec<(&str, bool)> = marks
        .iter()
        .map(|(key, mark)| (key.as_str(), mark.changed))
        .collect();
    assert_eq!(
        seen,
        [("father_name", false), ("father_number", true)],
        "a claim that fits nothing is no mark"
    );
}

#[test]
fn the_better_source_is_filled_in_and_the_other_may_be_preferred() {
    let form = birth();
    let today = date(2026, 11, 22).unwrap();
    let facts = [
        fact(
            "register",
            "person.full_name",
            "Trần Thị Thử",
            SourceKind::Register,
            1,
        ),
        fact(
            "account",
            "person.full_name",
            "Trần Thử",
            SourceKind::Account,
            9,
        ),
    ];
    let mut answers = Answers::new();
    let reused = autofill::fill(&form, &mut answers, &facts, &[], today);
    assert_eq!(reused["my_name"], "register");
    assert_eq!(other_word(&facts, &facts[0]), Some(&facts[1]));
    answers.insert("my_name".to_owned(), "Trần Thử".into());
    let preferred = [("my_name".to_owned(), "account".to_owned())].into();
    let marks = autofill::marks(&form, &answers, &preferred, &facts, today);
    assert!(!marks["my_name"].changed);
    assert_eq!(marks["my_name"].source.kind, SourceKind::Account);
}
