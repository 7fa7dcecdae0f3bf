//! A busy day: a hundred officers act at random on a thousand dossiers at the same time. No update is lost, no code comes
//! twice, no hash chain breaks, and whoever is late is told so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::join_all;
use motcua_backend::service::dossier::timeline;
use motcua_shared::api::{self, ActionRequest, Nothing, ProblemCode};
use motcua_shared::calendar::Limit;
use motcua_shared::dossier::{Action, Awaited, Command, PaidBy, Stance};
use sea_orm::{ConnectionTrait as _, DbErr};

use crate::app::{AGENCY, CITIZEN, CLERK, LEADER, SPECIALIST, TestApp, submission};
use crate::client::Client;
use crate::desk::{accept, ask_for, forward};

const OFFICERS: usize = 100;
const DOSSIERS: usize = 1_000;
/// What each officer tries, one after the other.
const TRIES: usize = 15;
/// Half of the tries go to these few, so that officers meet.
const CONTESTED: usize = 40;
/// Applicants who file at the same time.
const FILING: usize = 8;

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }
}

/// As many colleagues of the three demo officers as are missing to a hundred.
async fn hire(test: &TestApp) -> Vec<String> {
    let kinds = [CLERK, SPECIALIST, LEADER];
    let mut names: Vec<String> = kinds.iter().map(|name| (*name).to_owned()).collect();
    let mut statements = Vec::new();
    for number in names.len()..OFFICERS {
        let like = kinds[number % kinds.len()];
        let name = format!("{like}.{number}");
        statements.push(format!(
            "INSERT INTO account (id, username, password_hash, name, role, agency, unit, created_at) \
             SELECT 'officer-{number}', '{name}', password_hash, name, role, agency, unit, created_at FROM account WHERE username = '{like}'"
        ));
        names.push(name);
    }
    test.app
        .db
        .write(async move |tx| -> Result<(), DbErr> {
            for statement in &statements {
                tx.execute_unprepared(statement).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
    names
}

/// Files a thousand dossiers from several devices: ids, and the codes that the receipts name.
async fn file_all(test: &Arc<TestApp>) -> (Vec<String>, BTreeSet<String>) {
    let citizen = test.sign_in(CITIZEN).await;
    let devices = (0..FILING).map(|_| {
        let (test, mut client) = (Arc::clone(test), citizen.clone());
        tokio::spawn(async move {
            let mut filed = Vec::new();
            for _ in 0..DOSSIERS / FILING {
                let (draft, version) = test.filled_draft(&mut client, CITIZEN).await;
                let key = format!("key-{draft}");
                let receipt = client.submit(&draft, &submission(version), &key).await;
                filed.push(receipt.unwrap());
            }
            filed
        })
    });
    let receipts: Vec<api::Receipt> = join_all(devices)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .collect();
    let codes = receipts.iter().map(|one| one.code.clone()).collect();
    (receipts.into_iter().map(|one| one.dossier).collect(), codes)
}

/// A command for an action that is offered; `None` for those that need a file, a date or another agency.
fn command(action: Action, dice: &mut Dice) -> Option<Command> {
    let words = || "Theo dõi tải.".to_owned();
    Some(match action {
        Action::Accept => accept(),
        Action::Forward => forward(),
        Action::Propose => Command::Propose { note: words() },
        Action::ReturnToPrevious => Command::ReturnToPrevious {
            reason: words(),
            step: None,
        },
        Action::Assign => Command::Assign {
            officer: None,
            note: words(),
        },
        Action::Verify => Command::Verify {
            place: words(),
            people: words(),
            findings: words(),
        },
        Action::Consult if dice.below(4) == 0 => Command::Consult {
            units: vec![format!("{AGENCY}-leadership")],
            question: words(),
            within: Limit::WorkingHours(8),
            awaited: Awaited::Always,
        },
        Action::AnswerConsultation => Command::AnswerConsultation {
            stance: Stance::Agree,
            opinion: words(),
            files: Vec::new(),
        },
        Action::Recall => Command::Recall { reason: words() },
        Action::ConfirmPayment => Command::ConfirmPayment {
            paid_by: PaidBy::Cash,
            reference: words(),
        },
        // Rare, or soon nothing would be left to do.
        Action::Refuse if dice.below(12) == 0 => Command::Refuse { reason: words() },
        Action::RequestPayment if dice.below(12) == 0 => Command::RequestPayment {
            amount: 75_000,
            reason: words(),
            within: Limit::WorkingDays(5),
        },
        Action::RequestSupplement if dice.below(12) == 0 => ask_for("period_from"),
        _ => return None,
    })
}

/// What the tries of all officers came to.
#[derive(Default)]
struct Counted {
    done: AtomicUsize,
    late: AtomicUsize,
}

/// One officer at work. Gives what was done: dossier and version afterwards.
async fn work(
    mut officer: Client,
    dossiers: Arc<Vec<String>>,
    mut dice: Dice,
    counted: Arc<Counted>,
) -> Vec<(String, i64)> {
    let mut done = Vec::new();
    for _ in 0..TRIES {
        let end = if dice.below(2) == 0 {
            CONTESTED
        } else {
            dossiers.len()
        };
        let id = &dossiers[dice.below(end)];
        let seen = officer
            .call::<api::GetStaffDossier>(&[id], &Nothing {})
            .await
            .unwrap();
        let mut possible: Vec<Command> = seen
            .actions
            .iter()
            // Nobody is asked twice.
            .filter(|action| **action != Action::Consult || seen.consultations.is_empty())
            .filter_map(|action| command(*action, &mut dice))
            .collect();
        if possible.is_empty() {
            continue;
        }
        let request = ActionRequest {
            version: seen.version,
            command: possible.swap_remove(dice.below(possible.len())),
        };
        let action = request.command.action();
        match officer.call::<api::ActAsOfficer>(&[id], &request).await {
            Ok(after) => {
                assert!(after.version > seen.version);
                counted.done.fetch_add(1, Ordering::Relaxed);
                done.push((id.clone(), seen.version + 1));
            }
            Err(problem) => {
                // Only somebody who was faster is a reason; opening a dossier makes no new version of it.
                let opened = action == Action::Recall && problem.code == ProblemCode::ActionRefused;
                assert!(
                    opened || problem.code == ProblemCode::Conflict,
                    "{problem:?}"
                );
                counted.late.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_officers_and_a_thousand_dossiers_lose_nothing() {
    let test = Arc::new(TestApp::start().await);
    let names = hire(&test).await;
    let (dossiers, codes) = file_all(&test).await;
    assert_eq!((dossiers.len(), codes.len()), (DOSSIERS, DOSSIERS));

    let dossiers = Arc::new(dossiers);
    let counted = Arc::new(Counted::default());
    let mut working = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let officer = test.sign_in(name).await;
        let dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1));
        working.push(tokio::spawn(work(
            officer,
            Arc::clone(&dossiers),
            dice,
            Arc::clone(&counted),
        )));
    }
    let mut done: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for one in join_all(working).await {
        for (id, version) in one.unwrap() {
            done.entry(id).or_default().push(version);
        }
    }
    let (acted, late) = (
        counted.done.load(Ordering::Relaxed),
        counted.late.load(Ordering::Relaxed),
    );
    println!("{acted} actions, {late} came too late");
    assert!(acted >= OFFICERS, "only {acted} actions");
    assert!(late > 0, "nobody met anybody: the run shows nothing");

    let mut clerk = test.sign_in(CLERK).await;
    let db = test.app.db.read();
    for id in dossiers.iter() {
        assert!(timeline::is_whole(db, id).await.unwrap(), "{id}");
        let mut versions = done.remove(id).unwrap_or_default();
        versions.sort_unstable();
        let told = versions.len();
        versions.dedup();
        assert_eq!(
            versions.len(),
            told,
            "two officers made one version of {id}"
        );
        if told > 0 {
            let now = clerk
                .call::<api::GetStaffDossier>(&[id], &Nothing {})
                .await
                .unwrap();
            // Filing is the first event; each answered action is one more, no other was made.
            assert_eq!(now.timeline.len(), told + 1, "{id}");
            assert_eq!(versions.last(), Some(&now.version), "{id}");
        }
    }
}
