//! Who may call what, and on whose objects: every endpoint of the contract with every role (design §4, invariant 11).

use std::fmt::Write as _;

use axum::body::Body;
use motcua_shared::access::{Access, Role};
use motcua_shared::api::{self, EndpointInfo, Method, ProblemCode};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::app::{
    ADMINISTRATOR, CLERK, LEADER, OTHER_CITIZEN, OTHER_CLERK, SPECIALIST, TestApp, account_id,
    submission,
};
use crate::client::{Answer, Client};
use crate::desk::{accept, act};

/// Owns the draft, the file and the dossier.
const OWNER: &str = "mau.giang";

/// What the walk touches.
struct Objects {
    slug: String,
    form: String,
    draft: String,
    file: String,
    dossier: String,
    slip: String,
    /// A form that the clerk fills with the owner.
    counter: String,
    person: String,
    /// A run of the clerk.
    run: String,
    /// The leader's instruction to the specialist.
    note: String,
    /// A label of the agency.
    label: String,
    /// The owner's request to correct what the agency has verified.
    correction: String,
    code: String,
    /// The leader has named somebody who acts for the specialist.
    stand_in: String,
}

/// The answer of every endpoint to everybody, owner last: a call that succeeds may use its object up. `PDF` is 200, or
/// 501 in a program without that feature.
const MATRIX: &str = "\
                     nobody other  clerk  special leader foreign admin  owner
SignIn               401    401    401    401    401    401    401    401
GetSession           200    200    200    200    200    200    200    200
SearchProcedures     200    200    200    200    200    200    200    200
ListProcedures       200    200    200    200    200    200    200    200
ListSectors          200    200    200    200    200    200    200    200
GetProcedure         200    200    200    200    200    200    200    200
GetForm              200    200    200    200    200    200    200    200
LookUpDossier        200    200    200    200    200    200    200    200
ListDrafts           401    200    403    403    403    403    403    200
CreateDraft          401    200    403    403    403    403    403    200
GetDraft             401    404    404    403    403    404    403    200
SaveDraft            401    404    404    403    403    404    403    409
RebaseDraft          401    404    404    403    403    404    403    409
SubmitDraft          401    404    403    403    403    403    403    409
ReuseDocument        401    404    404    403    403    404    403    404
ListDossiers         401    200    403    403    403    403    403    200
GetDossier           401    404    403    403    403    403    403    200
ActOnDossier         401    404    403    403    403    403    403    409
StartSupplement      401    404    403    403    403    403    403    409
CopyDossier          401    404    403    403    403    403    403    200
GetMyData            401    200    403    403    403    403    403    200
RestrictItem         401    404    403    403    403    403    403    200
AskForCorrection     401    404    403    403    403    403    403    200
ListNotices          401    200    200    200    200    200    200    200
ReadNotices          401    200    200    200    200    200    200    200
GetConversation      401    404    403    403    403    403    403    200
WriteMessage         401    404    403    403    403    403    403    200
ReadConversation     401    404    403    403    403    403    403    200
ListDeliveries       401    404    403    403    403    403    403    200
GetNoticeSettings    401    200    200    200    200    200    200    200
SaveNoticeSettings   401    200    200    200    200    200    200    200
GetPush              401    200    200    200    200    200    200    200
AddPushDevice        401    200    200    200    200    200    200    200
RemovePushDevice     401    404    404    404    404    404    404    404
AskAddressCode       401    200    200    200    200    200    429    429
ConfirmAddress       401    200    200    200    200    200    200    200
ListQueue            401    403    200    200    200    200    403    403
GetStaffDossier      401    403    200    200    200    404    403    403
ActAsOfficer         401    403    409    409    409    404    403    403
GetStaffConversation 401    403    200    200    200    404    403    403
WriteStaffMessage    401    403    200    200    200    404    403    403
ReadStaffConversation 401    403    200    200    200    404    403    403
ListStaffDeliveries  401    403    200    200    200    404    403    403
GetDeliveryReport    401    403    403    403    403    403    200    403
ResendDelivery       401    403    403    403    403    403    404    403
ListNoticeTemplates  401    403    403    403    403    403    200    403
SaveNoticeTemplate   401    403    403    403    403    403    200    403
PreviewNotice        401    403    403    403    403    403    200    403
ListOnlineProcedures 401    403    403    403    403    403    200    403
GetProcedureFlow     401    403    403    403    403    403    200    403
GetCalendar          401    403    403    403    403    403    200    403
PreviewCalendar      401    403    403    403    403    403    200    403
ChangeCalendar       401    403    403    403    403    403    409    403
GetResultDraft       401    403    200    200    200    404    403    403
IssueResult          401    403    409    409    409    404    403    403
ListColleagues       401    403    200    200    200    200    403    403
ListSlips            401    404    200    200    200    404    404    200
VoidSlip             401    403    200    403    409    404    403    403
ChooseSlips          401    403    200    200    200    200    403    403
ListRegister         401    403    200    200    200    200    403    403
FindDossier          401    403    200    200    200    404    403    403
ListHandOvers        401    403    200    200    200    200    403    403
FindPerson           401    403    200    403    403    200    403    403
AddPerson            401    403    200    403    403    200    403    403
ListCounterProcedures 401    403    200    403    403    200    403    403
ListCounterDrafts    401    403    200    403    403    200    403    403
CreateCounterDraft   401    403    200    403    403    200    403    403
GetCounterDraft      401    403    200    403    403    404    403    403
ReceiveDossier       401    403    409    403    403    404    403    403
ListPersonReadings   401    200    403    403    403    403    403    200
GetNeighbours        401    403    200    200    200    404    403    403
GetDesk              401    403    200    200    200    200    403    403
SaveDesk             401    403    200    200    200    200    403    403
PreviewBulk          401    403    200    200    200    200    403    403
StartBulk            401    403    200    200    200    404    403    403
GetBulk              401    403    200    404    404    404    403    403
ContinueBulk         401    403    200    404    404    404    403    403
GetAside             401    403    200    200    200    404    403    403
AddNote              401    403    200    200    200    404    403    403
CloseNote            401    403    404    200    200    404    403    403
SetLabels            401    403    200    200    200    404    403    403
AddLabel             401    403    200    200    200    200    403    403
DeleteLabel          401    403    200    404    404    404    403    403
LookAt               401    403    200    200    200    404    403    403
LookAway             401    403    204    204    204    404    403    403
FindUnits            401    403    200    200    200    200    403    403
ListStandIns         401    403    200    200    200    200    403    403
AddStandIn           401    403    403    200    200    403    403    403
EndStandIn           401    403    403    200    200    404    403    403
ListCorrections      401    403    200    200    200    200    403    403
GetCorrection        401    403    200    200    200    404    403    403
DecideCorrection     401    403    200    409    409    404    403    403
GetBoard             401    403    403    403    200    403    403    403
ListVaultLinks       401    403    403    403    403    403    200    403
SaveVaultLink        401    403    403    403    403    403    200    403
EndVaultLink         401    403    403    403    403    403    404    403
UploadAttachment     401    404    404    403    403    404    403    422
DownloadAttachment   401    404    404    404    404    404    404    200
UploadResult         401    403    409    409    409    404    403    403
PreviewResult        401    403    PDF    PDF    PDF    404    403    403
BlankFormPdf         PDF    PDF    PDF    PDF    PDF    PDF    PDF    PDF
BlankFormDocx        200    200    200    200    200    200    200    200
ReviewCopyPdf        401    404    404    403    403    404    403    PDF
ReviewCopyDocx       401    404    404    403    403    404    403    200
FilledFormPdf        401    404    PDF    PDF    PDF    404    404    PDF
FilledFormDocx       401    404    200    200    200    404    404    200
SlipPdf              401    404    403    403    403    403    403    PDF
PrintSlip            401    403    PDF    PDF    PDF    404    403    403
PrintSlips           401    403    PDF    PDF    PDF    404    403    403
RegisterPdf          401    403    PDF    PDF    PDF    PDF    403    403
CopyMyData           401    200    403    403    403    403    403    200
MyDocument           401    404    403    403    403    403    403    404
UploadCorrectionFile 401    404    403    403    403    403    403    409
CorrectionFile       401    403    200    200    200    404    403    403
UploadMessageFile    401    404    403    403    403    403    403    422
UploadStaffMessageFile 401    403    422    422    422    404    403    403
UploadOpinionFile    401    403    409    409    409    404    403    403
DownloadMessageFile  401    404    404    404    404    404    404    404
LiveEvents           401    200    200    200    200    200    200    200
WithdrawCorrection   401    404    403    403    403    403    403    409
DeleteAttachment     401    404    404    403    403    404    403    204
DeleteDraft          401    404    404    403    403    404    403    204
SignOut              401    204    204    204    204    204    204    204
";

/// Not reached by the walk: a wrong password; a document that is nobody's (`bad_requests` has a real one); a delivery that
/// was never given up (`delivery` has one); a device that is nobody's (`push` has one); a
/// file of a message (`conversation` has one); a document that nobody has (`my_data` has one); a decision about agencies that nobody
/// made (`vault` has one).
const REACHES_NOBODY: [&str; 7] = [
    "SignIn",
    "ReuseDocument",
    "ResendDelivery",
    "MyDocument",
    "RemovePushDevice",
    "DownloadMessageFile",
    "EndVaultLink",
];

#[tokio::test]
async fn every_endpoint_opens_to_whom_it_should_and_to_nobody_else() {
    let test = TestApp::start().await.sending(crate::push::silent_ways());
    let mut owner = test.sign_in(OWNER).await;
    let filed = test.filed(&mut owner, OWNER).await;
    let dossier = filed.dossier;
    act(&mut test.sign_in(CLERK).await, &dossier, accept()).await;
    let slips = owner
        .call::<api::ListSlips>(&[&dossier], &api::Nothing {})
        .await
        .unwrap();
    let (draft, _) = test.filled_draft(&mut owner, OWNER).await;
    let view = owner
        .call::<api::GetDraft>(&[&draft], &api::Nothing {})
        .await
        .unwrap();
    let counter = test
        .sign_in(CLERK)
        .await
        .call::<api::CreateCounterDraft>(
            &[],
            &api::NewCounterDraft {
                person: account_id(OWNER),
                procedure: view.procedure.clone(),
            },
        )
        .await
        .unwrap();
    let objects = Objects {
        slug: view.procedure,
        form: view.form,
        draft,
        file: view.attachments[0].id.clone(),
        run: run_of(&mut test.sign_in(CLERK).await, &dossier).await,
        note: instruction_of(&mut test.sign_in(LEADER).await, &dossier).await,
        label: label_of(&mut test.sign_in(CLERK).await).await,
        correction: correction_of(&test, &mut owner, &filed.code).await,
        dossier,
        slip: slips[0].id.clone(),
        counter: counter.id,
        person: account_id(OWNER),
        code: filed.code,
        stand_in: stand_in_of(&mut test.sign_in(LEADER).await).await,
    };
    let mut callers = vec![("nobody", None, test.anonymous())];
    for (name, role, user) in [
        ("other", Role::Citizen, OTHER_CITIZEN),
        ("clerk", Role::Clerk, CLERK),
        ("special", Role::Specialist, SPECIALIST),
        ("leader", Role::Leader, LEADER),
        ("foreign", Role::Clerk, OTHER_CLERK),
        ("admin", Role::Administrator, ADMINISTRATOR),
    ] {
        callers.push((name, Some(role), test.sign_in(user).await));
    }
    callers.push(("owner", Some(Role::Citizen), owner));

    let mut matrix = format!("{:<20}", "");
    for (name, _, _) in &callers {
        let _ = write!(matrix, " {name:<6}");
    }
    matrix = matrix.trim_end().to_owned() + "\n";
    for name in order() {
        let (method, path, access) = door(name);
        let _ = write!(matrix, "{name:<20}");
        let mut reached = false;
        for (caller, role, client) in &mut callers {
            let answer = knock(client, name, method, path, &objects).await;
            let status = answer.status.as_u16();
            let _ = write!(matrix, " {status:<6}");
            assert!(
                !matches!(status, 400 | 405 | 500..),
                "{name} for {caller}: this call is wrong in itself and proves nothing"
            );
            reached |= !matches!(status, 401 | 403 | 404);
            if !access.admits(*role) {
                let expected = if role.is_none() {
                    ProblemCode::SignedOut
                } else {
                    ProblemCode::Forbidden
                };
                assert_eq!(answer.problem().code, expected, "{name} for {caller}");
                assert_says_nothing(&answer, name);
            }
            if status == 404 {
                assert_eq!(
                    answer.problem().code,
                    ProblemCode::NotFound,
                    "{name} for {caller}"
                );
                assert_says_nothing(&answer, name);
            }
        }
        matrix = matrix.trim_end().to_owned() + "\n";
        // A door that opens to nobody would hide that it opens to everybody once it is used as it should be.
        assert_eq!(reached, !REACHES_NOBODY.contains(&name), "{name}");
    }
    // Without the feature there are no PDF files, for nobody.
    let pdf = if cfg!(feature = "pdf") { "200" } else { "501" };
    assert_eq!(
        matrix.trim(),
        MATRIX
            .replace("PDF    ", &format!("{pdf}    "))
            .replace("PDF\n", &format!("{pdf}\n"))
            .trim(),
        "\n{matrix}"
    );
}

#[tokio::test]
async fn a_foreign_object_looks_like_none_at_all() {
    let test = TestApp::start().await;
    let mut owner = test.sign_in(OWNER).await;
    let dossier = test.filed(&mut owner, OWNER).await.dossier;
    let (draft, _) = test.filled_draft(&mut owner, OWNER).await;
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    let mut clerk = test.sign_in(OTHER_CLERK).await;
    for (client, path, id) in [
        (&mut other.clone(), "/api/dossiers/", &dossier),
        (&mut other, "/api/drafts/", &draft),
        (&mut clerk, "/api/staff/dossiers/", &dossier),
    ] {
        let foreign = client.get(&format!("{path}{id}")).await;
        let none = client
            .get(&format!("{path}018f0000-0000-7000-8000-000000000000"))
            .await;
        let (mut foreign, none) = (foreign.problem(), none.problem());
        foreign.request_id.clone_from(&none.request_id);
        assert_eq!(foreign, none, "{path}");
    }
}

#[tokio::test]
async fn a_reading_by_an_officer_is_shown_to_the_owner() {
    let test = TestApp::start().await;
    let mut owner = test.sign_in(OWNER).await;
    let dossier = test.filed(&mut owner, OWNER).await.dossier;
    let before = owner
        .call::<api::GetDossier>(&[&dossier], &api::Nothing {})
        .await
        .unwrap();
    assert!(before.readers.is_empty());
    let mut leader = test.sign_in(LEADER).await;
    leader
        .call::<api::GetStaffDossier>(&[&dossier], &api::Nothing {})
        .await
        .unwrap();
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    foreign
        .call::<api::GetStaffDossier>(&[&dossier], &api::Nothing {})
        .await
        .unwrap_err();
    let after = owner
        .call::<api::GetDossier>(&[&dossier], &api::Nothing {})
        .await
        .unwrap();
    let roles: Vec<Role> = after.readers.iter().map(|reading| reading.role).collect();
    assert_eq!(roles, [Role::Leader]);
}

/// A run over the dossier, which does nothing: the version is none that ever was.
async fn run_of(clerk: &mut Client, dossier: &str) -> String {
    let command = motcua_shared::dossier::Command::Accept {
        message: String::new(),
    };
    let start = api::BulkStart {
        command,
        items: vec![api::BulkPick {
            dossier: dossier.to_owned(),
            version: 99,
        }],
    };
    clerk
        .call_with::<api::StartBulk>(&[], &start, &[("idempotency-key", "walk")])
        .await
        .unwrap()
        .id
}

/// An instruction to the specialist.
async fn instruction_of(leader: &mut Client, dossier: &str) -> String {
    let note = api::NewNote {
        instruction: Some(api::Instruction {
            officer: crate::app::account_id(SPECIALIST),
            until: motcua_shared::time::date(2026, 11, 25).unwrap(),
        }),
        words: "Xem kỹ ngày sinh.".to_owned(),
    };
    let aside = leader.call::<api::AddNote>(&[dossier], &note).await;
    aside.unwrap().notes[0].id.clone()
}

/// A request about a fact that this dossier has verified, with a paper.
async fn correction_of(test: &TestApp, owner: &mut Client, code: &str) -> String {
    let fact = format!("fact-{OWNER}-person.occupation");
    let verified =
        format!("UPDATE fact SET kind = 'dossier', dossier_code = '{code}' WHERE id = '{fact}'");
    test.app
        .db
        .write::<_, sea_orm::DbErr, _>(async |tx| {
            tx.execute_unprepared(&verified).await.map(|_| ())
        })
        .await
        .unwrap();
    let new = api::NewCorrection {
        kind: api::HeldKind::Fact,
        item: fact,
        wanted: Some(motcua_shared::form::Answer::from("Thợ may")),
        reason: "Tôi đã đổi nghề.".to_owned(),
    };
    let asked = owner.call::<api::AskForCorrection>(&[], &new).await;
    let id = asked.unwrap().corrections[0].id.clone();
    let content = crate::client::sample_pdf("hợp đồng");
    let path = format!(
        "{}?name=a.pdf&sha256={}",
        api::CORRECTION_FILE_PATH.replace("{id}", &id),
        motcua_backend::store::sha256(&content)
    );
    let request = owner.request("POST", &path).body(Body::from(content));
    assert!(owner.send(request.unwrap()).await.status.is_success());
    id
}

async fn label_of(clerk: &mut Client) -> String {
    let label = api::NewLabel {
        colour: api::LabelColour::Attention,
        words: "Chờ xác minh".to_owned(),
    };
    clerk.call::<api::AddLabel>(&[], &label).await.unwrap()[0]
        .id
        .clone()
}

/// Somebody who acts for the specialist.
fn stand_in() -> api::NewStandIn {
    api::NewStandIn {
        absent: account_id(SPECIALIST),
        deputy: account_id("kinhte.caugiay"),
        order_number: String::new(),
        since: motcua_shared::time::date(2026, 12, 1).unwrap(),
        until: motcua_shared::time::date(2026, 12, 2).unwrap(),
    }
}

async fn stand_in_of(leader: &mut Client) -> String {
    let list = leader.call::<api::AddStandIn>(&[], &stand_in()).await;
    list.unwrap()[0].id.clone()
}

/// Names in the order of the walk: what uses objects up comes last.
fn order() -> Vec<&'static str> {
    let last = [
        "WithdrawCorrection",
        "DeleteAttachment",
        "DeleteDraft",
        "SignOut",
    ];
    let names = api::ENDPOINTS
        .iter()
        .map(|endpoint| endpoint.name)
        .chain(api::STREAMS.iter().map(|stream| stream.0));
    names
        .filter(|name| !last.contains(name))
        .chain(last)
        .collect()
}

fn door(name: &str) -> (Method, &'static str, Access) {
    let endpoint: Option<&EndpointInfo> =
        api::ENDPOINTS.iter().find(|endpoint| endpoint.name == name);
    endpoint.map_or_else(
        || {
            let stream = api::STREAMS.iter().find(|stream| stream.0 == name).unwrap();
            (stream.1, stream.2, stream.3)
        },
        |endpoint| (endpoint.method, endpoint.path, endpoint.access),
    )
}

/// Calls an endpoint in a way that is right in itself, so that only the caller decides about the answer.
async fn knock(
    client: &mut Client,
    name: &str,
    method: Method,
    path: &str,
    objects: &Objects,
) -> Answer {
    let parts: Vec<&str> = path.split('/').collect();
    let id = match (parts.get(2), parts.get(3)) {
        _ if path.contains("/slips/{id}") => &objects.slip,
        _ if path.contains("/corrections/{id}") => &objects.correction,
        (Some(&"drafts"), _) => &objects.draft,
        (Some(&"attachments"), _) => &objects.file,
        (_, Some(&"counter")) => &objects.counter,
        (_, Some(&"bulk")) => &objects.run,
        (_, Some(&"notes")) => &objects.note,
        (_, Some(&"labels")) => &objects.label,
        (_, Some(&"stand-ins")) => &objects.stand_in,
        _ => &objects.dossier,
    };
    let path = path
        .replace("{id}", id)
        .replace("{slug}", &objects.slug)
        .replace("{hash}", &objects.form)
        .replace("{code}", &objects.code);
    assert!(!path.contains('{'), "{name} needs an object: {path}");
    let body = match name {
        "SignIn" => json!({ "username": "nobody", "password": "not the password" }),
        "CreateDraft" => json!({ "procedure": objects.slug }),
        "SaveDraft" => json!({ "version": 99, "answers": {}, "reused": {} }),
        "RebaseDraft" => json!({ "version": 99, "form": "0123456789abcdef" }),
        "SubmitDraft" => serde_json::to_value(submission(99)).unwrap(),
        "ReuseDocument" => json!({ "document": "018f0000", "field": "birth_certificate_file" }),
        "WriteMessage" | "WriteStaffMessage" => json!({ "text": "Chào" }),
        "ReadConversation" | "ReadStaffConversation" => {
            json!({ "until": "2026-11-20T02:00:00Z" })
        }
        "SaveNoticeTemplate" => {
            json!({ "occasion": "ready", "channel": "sms", "lang": "vi", "template": { "text": "" } })
        }
        "PreviewNotice" => {
            json!({ "channel": "sms", "lang": "vi", "template": { "text": "{code}" }, "code": objects.code, "to": "" })
        }
        "PreviewCalendar" => json!({ "seen": 0, "edits": [], "reason": "" }),
        // Of a calendar that nobody has seen.
        "ChangeCalendar" => json!({ "seen": 99, "edits": [], "reason": "Nghỉ lễ" }),
        "IssueResult" => {
            json!({ "version": 99, "lines": [{ "label": "Họ tên", "value": "Mẫu" }], "closing": "" })
        }
        "AddPushDevice" => {
            json!({ "endpoint": "https://push.example.org/a", "p256dh": crate::push::SOME_KEY, "auth": crate::push::SOME_SECRET, "name": "" })
        }
        "AskAddressCode" => json!({ "kind": "email", "address": "cong.dan.77@example.org" }),
        "ConfirmAddress" => json!({ "kind": "email", "code": "000000" }),
        "SaveNoticeSettings" => json!({ "lang": "vi", "occasions": [] }),
        "SaveVaultLink" => {
            json!({ "one": "H26", "other": "G15", "connected": true, "purpose": "Kế hoạch số 12" })
        }
        "EndVaultLink" => json!({ "reason": "Hết kế hoạch" }),
        "ReadNotices" => json!({ "until": "2026-11-20T02:00:00Z" }),
        "ChooseSlips" => json!({ "dossiers": [objects.dossier], "kind": "receipt" }),
        "VoidSlip" => json!({ "reason": "In sai" }),
        "ActOnDossier" => {
            json!({ "version": 99, "command": { "action": "request_withdrawal", "reason": "Tôi đổi ý" } })
        }
        "FindDossier" => {
            json!({ "text": format!("https://example.org/ho-so/{}", objects.dossier) })
        }
        "FindPerson" => json!({ "by": "phone", "number": "0912345678" }),
        "AddPerson" => {
            json!({ "citizen_id": "001190999988", "name": "Lê Thị Mẫu", "born": "1990-01-02", "gender": "female" })
        }
        "CreateCounterDraft" => json!({ "person": objects.person, "procedure": objects.slug }),
        "ReceiveDossier" => json!({ "version": 99, "intake": "direct" }),
        "ActAsOfficer" => json!({ "version": 99, "command": { "action": "accept" } }),
        "SaveDesk" => serde_json::to_value(api::DeskSettings::default()).unwrap(),
        "PreviewBulk" => {
            json!({ "command": { "action": "accept" }, "selection": { "dossiers": [objects.dossier] } })
        }
        "StartBulk" => {
            json!({ "command": { "action": "assign" }, "items": [{ "dossier": objects.dossier, "version": 99 }] })
        }
        "AddNote" => json!({ "words": "Đã gọi cho người nộp." }),
        "RestrictItem" => {
            json!({ "item": format!("fact-{OWNER}-person.email"), "kind": "fact", "restricted": true })
        }
        "AskForCorrection" => {
            json!({ "item": format!("fact-{OWNER}-person.phone"), "kind": "fact", "reason": "Số cũ", "wanted": "0912345678" })
        }
        "DecideCorrection" => json!({ "corrected": false, "words": "Giấy tờ ghi như vậy." }),
        "SetLabels" => json!({ "labels": [] }),
        "AddStandIn" => serde_json::to_value(stand_in()).unwrap(),
        "AddLabel" => json!({ "colour": "info", "words": "Gấp" }),
        _ => Value::Null,
    };
    let path = match name {
        "PrintSlips" => format!("{path}?ids={}", objects.slip),
        _ => path,
    };
    match name {
        "UploadAttachment" => {
            let request = client.request(
                "POST",
                &format!(
                    "{path}?field=birth_certificate_file&name=a.pdf&sha256={}",
                    "0".repeat(64)
                ),
            );
            client
                .send(
                    request
                        .body(Body::from(crate::client::sample_pdf("a")))
                        .unwrap(),
                )
                .await
        }
        "UploadCorrectionFile" => {
            let address = format!("{path}?name=a.pdf&sha256={}", "0".repeat(64));
            let content = Body::from(crate::client::sample_pdf("a"));
            let request = client.request("POST", &address).body(content);
            client.send(request.unwrap()).await
        }
        "PreviewResult" => {
            let draft = r#"draft={"version":1,"lines":[{"label":"a","value":"b"}],"closing":""}"#;
            let request = client.request("POST", &path);
            client.send(request.body(Body::from(draft)).unwrap()).await
        }
        "UploadMessageFile" | "UploadStaffMessageFile" | "UploadOpinionFile" => {
            let path = format!("{path}?name=a.pdf&sha256={}", "0".repeat(64));
            let body = Body::from(crate::client::sample_pdf("a"));
            let request = client.request("POST", &path).body(body).unwrap();
            client.send(request).await
        }
        "UploadResult" => {
            let request = client.request(
                "POST",
                &format!("{path}?name=a.pdf&version=99&sha256={}", "0".repeat(64)),
            );
            client
                .send(
                    request
                        .body(Body::from(crate::client::sample_pdf("a")))
                        .unwrap(),
                )
                .await
        }
        "LiveEvents" => {
            let mut events = client.events("", None).await;
            let body = if events.status.is_success() {
                Vec::new()
            } else {
                events.rest().await
            };
            Answer {
                status: events.status,
                headers: events.headers,
                body: body.into(),
            }
        }
        _ if body.is_null() => {
            client
                .send(
                    client
                        .request(method.as_str(), &path)
                        .body(Body::empty())
                        .unwrap(),
                )
                .await
        }
        _ => client.send_json(method.as_str(), &path, &body).await,
    }
}

/// A refusal holds nothing about the object.
fn assert_says_nothing(answer: &Answer, name: &str) {
    for secret in ["Giàng", "010080999913", "birth_certificate", "H26"] {
        assert!(
            !answer.text().contains(secret),
            "{name} leaks {secret}: {}",
            answer.text()
        );
    }
}
