//! What officers do at their desk, through the contract: act with the version seen, add a result.

use motcua_shared::api::{self, ActionRequest, Nothing, Problem};
use motcua_shared::dossier::{Command, SupplementItem};

use crate::client::{Client, sample_pdf};

/// Acts on what is stored now; the action must be offered.
pub async fn act(officer: &mut Client, dossier: &str, command: Command) -> api::StaffDossier {
    let seen = officer
        .call::<api::GetStaffDossier>(&[dossier], &Nothing {})
        .await
        .unwrap();
    assert!(
        seen.actions.contains(&command.action()),
        "{command:?} is not offered: {:?}",
        seen.actions
    );
    let request = ActionRequest {
        version: seen.version,
        command,
    };
    officer
        .call::<api::ActAsOfficer>(&[dossier], &request)
        .await
        .unwrap()
}

/// Adds a result file.
pub async fn add_result(clerk: &mut Client, dossier: &str, version: i64) -> api::StaffDossier {
    let content = sample_pdf("ket qua");
    let sha256 = motcua_backend::store::sha256(&content);
    let path = format!(
        "{}?name=ket-qua.pdf&sha256={sha256}&version={version}",
        api::RESULT_PATH.replace("{id}", dossier)
    );
    let answer = clerk
        .send(clerk.request("POST", &path).body(content.into()).unwrap())
        .await;
    assert!(answer.status.is_success(), "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

/// Acts on what is stored now, offered or not.
pub async fn try_act(
    officer: &mut Client,
    dossier: &str,
    command: Command,
) -> Result<api::StaffDossier, Problem> {
    let version = officer
        .call::<api::GetStaffDossier>(&[dossier], &Nothing {})
        .await?
        .version;
    officer
        .call::<api::ActAsOfficer>(&[dossier], &ActionRequest { version, command })
        .await
}

/// A supplement request for one field.
pub fn ask_for(field: &str) -> Command {
    Command::RequestSupplement {
        items: vec![SupplementItem {
            field: field.into(),
            reason: "Bạn xem lại giúp.".into(),
        }],
        message: String::new(),
        basis: String::new(),
    }
}

/// Acceptance without a message.
pub fn accept() -> Command {
    Command::Accept {
        message: String::new(),
    }
}

/// Forwarding to the whole unit.
pub fn forward() -> Command {
    Command::Forward {
        officer: None,
        note: String::new(),
    }
}
