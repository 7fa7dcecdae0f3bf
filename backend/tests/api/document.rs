//! Forms on paper: what stands on them, what never does, and that other programs can read them.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use motcua_backend::document::compose::About;
use motcua_backend::document::{Facts, Format, Paper, compose, write};
use motcua_backend::reference::Reference;
use motcua_shared::api;
use motcua_shared::form::{Answer, Answers, Evaluation, Form, Kind};
use motcua_shared::time::Timestamp;
use serde_json::Value;

use crate::app::{CITIZEN, CLERK, TestApp};
#[cfg(feature = "pdf")]
use crate::poppler;

/// Everything that typst, XML or a reader of either could take for an order.
const HOSTILE: &str = "#import \"/etc/passwd\" #eval(\"1\") $x^2$ *đậm* _nghiêng_ @nhãn <nhãn> // hết /* hết */ \\u{41} \
                       ]] }} &amp; </w:t></w:r> <![CDATA[ ]]> {{name}}";
const HASH: &str = "0123456789abcdef";
const LINK: &str = "https://dichvucong.example.org/ho-so/018f0000-0000-7000-8000-000000000000";

/// A form of the product with the answers of a dossier of the demonstration.
struct Example {
    slug: String,
    form: Form,
    answers: Answers,
}

/// The forms of the product, each with every demo dossier of it.
fn examples(reference: &Reference) -> Vec<Example> {
    let dossiers: Vec<Value> =
        serde_json::from_str(include_str!("../../demo/dossiers.json")).unwrap();
    let example = |dossier: &Value| {
        let code = dossier["procedure"].as_str().unwrap();
        let folder = reference
            .online
            .iter()
            .find(|folder| folder.service.code == code)
            .unwrap();
        Example {
            slug: folder.slug.clone(),
            form: folder.form.clone(),
            answers: serde_json::from_value(dossier["answers"].clone()).unwrap(),
        }
    };
    dossiers.iter().map(example).collect()
}

/// One dossier of each form: setting a page takes a second or two in a program that is not optimised.
#[cfg(feature = "pdf")]
fn one_of_each(reference: &Reference) -> Vec<Example> {
    let mut seen = Vec::new();
    let mut examples = examples(reference);
    examples.retain(|example| {
        let is_first = !seen.contains(&example.slug);
        seen.push(example.slug.clone());
        is_first
    });
    examples
}

fn now() -> Timestamp {
    Timestamp::parse("2026-11-20T02:00:00Z").unwrap()
}

fn about(reference: &Reference) -> About<'_> {
    About {
        hash: HASH,
        link: LINK,
        now: now(),
        directory: &reference.directory,
    }
}

fn filled(reference: &Reference, form: &Form, answers: &Answers) -> Paper {
    let files = HashMap::new();
    let facts = Facts::Filled {
        answers,
        files: &files,
        code: "000.00.91.H26-261120-0001",
        filed_at: now(),
        agency: "UBND phường Cầu Giấy",
        place: "Thành phố Hà Nội",
        applicant: "Giàng A Mẫu",
    };
    compose(form, facts, &about(reference))
}

/// The words of a DOCX; every part must be well-formed XML.
fn docx_text(bytes: &[u8]) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut words = String::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        if name.ends_with(".png") {
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        let tree = roxmltree::Document::parse(&xml)
            .unwrap_or_else(|error| panic!("{name} is no XML: {error}"));
        if name.starts_with("word/document") {
            let texts = tree
                .descendants()
                .filter(|node| node.has_tag_name((W, "t")));
            words.extend(texts.filter_map(|node| node.text()));
        }
    }
    words
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The words of a document of either format, without white space: lines break anywhere.
fn words(bytes: &[u8], format: Format) -> String {
    match format {
        Format::Docx => squeezed(&docx_text(bytes)),
        #[cfg(feature = "pdf")]
        Format::Pdf => squeezed(&poppler::text(bytes)),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => unreachable!("not asked for without the feature"),
    }
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

/// The formats that this program can write.
fn formats() -> Vec<Format> {
    if cfg!(feature = "pdf") {
        vec![Format::Docx, Format::Pdf]
    } else {
        vec![Format::Docx]
    }
}

/// Answers to every hidden question, each a word that stands nowhere else.
fn poisoned(form: &Form, answers: &Answers) -> (Answers, Vec<String>) {
    let evaluation = Evaluation::new(form, answers, now().local().date);
    let mut poisoned = answers.clone();
    let mut secrets = Vec::new();
    for (index, field) in form.fields().enumerate() {
        if evaluation.is_visible(&field.key) {
            continue;
        }
        let secret = format!("BÍMẬT{index}");
        let answer = match &field.kind {
            Kind::Address(_) => Answer::Address(motcua_shared::form::Address {
                detail: secret.clone(),
                ..Default::default()
            }),
            Kind::File(_) => Answer::Files(vec![secret.clone()]),
            Kind::Check(_) | Kind::Repeat(_) | Kind::Computed(_) => continue,
            _ => Answer::Text(secret.clone()),
        };
        poisoned.insert(field.key.clone(), answer);
        secrets.push(secret);
    }
    (poisoned, secrets)
}

#[test]
fn what_is_hidden_is_not_printed_and_what_was_answered_is() {
    let reference = Reference::load().unwrap();
    let mut hidden = 0;
    let mut set = Vec::new();
    for example in examples(&reference) {
        let (answers, secrets) = poisoned(&example.form, &example.answers);
        hidden += secrets.len();
        let files: HashMap<String, String> = secrets
            .iter()
            .map(|secret| (secret.clone(), secret.clone()))
            .collect();
        let review = Facts::Review {
            answers: &answers,
            files: &files,
        };
        let papers = [
            filled(&reference, &example.form, &answers),
            compose(&example.form, review, &about(&reference)),
        ];
        // Every dossier as DOCX, one of each form as PDF: both are written from the same paper.
        let formats: Vec<Format> = formats()
            .into_iter()
            .filter(|format| *format == Format::Docx || !set.contains(&example.slug))
            .collect();
        set.push(example.slug.clone());
        let visible = Evaluation::new(&example.form, &answers, now().local().date);
        for (paper, format) in papers
            .iter()
            .flat_map(|paper| formats.iter().map(move |format| (paper, *format)))
        {
            let words = words(&write(paper, None, format).unwrap(), format);
            for secret in &secrets {
                assert!(
                    !words.contains(secret.as_str()),
                    "{} shows {secret}",
                    example.slug
                );
            }
            for field in example.form.fields() {
                let (Some(Answer::Text(text)), true) = (
                    example.answers.get(&field.key),
                    visible.is_visible(&field.key),
                ) else {
                    continue;
                };
                if matches!(
                    field.kind,
                    Kind::Text(_) | Kind::LongText(_) | Kind::CitizenId(_)
                ) {
                    assert!(
                        words.contains(&squeezed(text)),
                        "{}: {text} is missing",
                        field.key
                    );
                }
            }
        }
    }
    assert!(hidden > 10, "the examples hide {hidden} questions only");
}

#[test]
fn a_blank_form_asks_every_question_and_answers_none() {
    let reference = Reference::load().unwrap();
    for folder in &reference.online {
        let paper = compose(&folder.form, Facts::Blank, &about(&reference));
        for format in formats() {
            let words = words(
                &write(&paper, folder.print.as_deref(), format).unwrap(),
                format,
            );
            for field in folder.form.fields() {
                // A note is for the screen: nobody answers it on paper.
                let asked = !matches!(field.kind, Kind::Note(_));
                let found = words.contains(&squeezed(&field.label.vi));
                assert_eq!(found, asked, "{}", field.key);
            }
            assert!(words.contains(&squeezed("Độc lập - Tự do - Hạnh phúc")));
            assert!(words.contains(&squeezed(&folder.form.declaration.vi)));
            assert!(!words.contains('☒'), "nothing is crossed yet");
        }
    }
}

#[test]
fn nothing_that_is_typed_is_an_order() {
    let reference = Reference::load().unwrap();
    let example = &examples(&reference)[0];
    let mut answers = example.answers.clone();
    let odd = format!("{HOSTILE} 🙂 漢字 \u{202E}ngược\u{0} \u{E000}");
    answers.insert("requester_full_name".into(), Answer::Text(odd));
    let files = HashMap::new();
    let review = Facts::Review {
        answers: &answers,
        files: &files,
    };
    let paper = compose(&example.form, review, &about(&reference));
    for format in formats() {
        let words = words(&write(&paper, None, format).unwrap(), format);
        assert!(words.contains(&squeezed(HOSTILE)), "{words}");
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let reference = Reference::load().unwrap();
    let example = &examples(&reference)[0];
    let paper = filled(&reference, &example.form, &example.answers);
    for format in formats() {
        assert!(write(&paper, None, format).unwrap() == write(&paper, None, format).unwrap());
    }
}

#[tokio::test]
async fn documents_come_with_a_readable_name() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let receipt = test.filed(&mut citizen, CITIZEN).await;
    let path = api::FILLED_DOCX_PATH.replace("{id}", &receipt.dossier);
    let answer = citizen.get(&path).await;
    assert_eq!(answer.header("content-type"), Format::Docx.media_type());
    let disposition = answer.header("content-disposition");
    assert!(
        disposition.starts_with("attachment; filename*=UTF-8''T%E1%BB%9D%20khai%20"),
        "{disposition}"
    );
    assert!(
        disposition.ends_with(&format!("{}.docx", receipt.code)),
        "{disposition}"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    let words = words(&answer.body, Format::Docx);
    assert!(words.contains("Kínhgửi:UBNDphườngCầuGiấy"), "{words}");

    let view = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &api::Nothing {})
        .await
        .unwrap();
    assert!(view.readers.is_empty());
    let mut clerk = test.sign_in(CLERK).await;
    assert_eq!(clerk.get(&path).await.status, 200);
    let view = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &api::Nothing {})
        .await
        .unwrap();
    assert_eq!(view.readers.len(), 1, "an officer's reading is logged");
}

#[tokio::test]
async fn blank_forms_may_be_kept() {
    let test = TestApp::start().await;
    let mut anybody = test.anonymous();
    let path = api::BLANK_DOCX_PATH.replace("{slug}", "dang-ky-khai-sinh");
    let answer = anybody.get(&path).await;
    assert_eq!(answer.header("cache-control"), "public, max-age=3600");
    let again = anybody
        .request("GET", &path)
        .header("if-none-match", answer.header("etag"))
        .body(axum::body::Body::empty())
        .unwrap();
    let again = anybody.send(again).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    for path in [
        api::BLANK_DOCX_PATH.replace("{slug}", "khong-co"),
        api::BLANK_PDF_PATH.replace("{slug}", "khong-co"),
    ] {
        assert_eq!(anybody.get(&path).await.status, 404);
    }
}

#[cfg(not(feature = "pdf"))]
#[tokio::test]
async fn a_program_without_pdf_says_so() {
    let test = TestApp::start().await;
    let path = api::BLANK_PDF_PATH.replace("{slug}", "dang-ky-khai-sinh");
    let problem = test.anonymous().get(&path).await.problem();
    assert_eq!(problem.code, api::ProblemCode::NoPdf);
    assert!(problem.detail.contains("DOCX"), "{}", problem.detail);
}

#[cfg(feature = "pdf")]
#[test]
fn pdf_files_are_tagged_archival_and_vietnamese() {
    let reference = Reference::load().unwrap();
    for example in one_of_each(&reference) {
        let paper = filled(&reference, &example.form, &example.answers);
        let bytes = write(&paper, None, Format::Pdf).unwrap();
        let about = poppler::info(&bytes, &[]);
        assert!(about.contains("Tagged:          yes"), "{about}");
        assert!(
            about.contains(&format!("Title:           {}", paper.title)),
            "{about}"
        );
        assert!(about.contains("A4"), "{about}");
        let structure = poppler::info(&bytes, &["-struct-text"]);
        for tag in ["H1", "H2", "P ", "Figure"] {
            assert!(structure.contains(tag), "no {tag} in\n{structure}");
        }
        let metadata = poppler::info(&bytes, &["-meta"]);
        assert!(
            metadata.contains("<pdfaid:part>2</pdfaid:part>"),
            "{metadata}"
        );
        assert!(
            metadata.contains("<pdfaid:conformance>A</pdfaid:conformance>"),
            "{metadata}"
        );
        assert!(
            metadata.contains("<pdfuaid:part>1</pdfuaid:part>"),
            "{metadata}"
        );
        assert!(poppler::contains(&bytes, b"/Lang"), "no language");
        let foot = "Mã hồ sơ 000.00.91.H26-261120-0001 · Nộp lúc 09:00 20/11/2026";
        assert!(poppler::text(&bytes).contains(foot));
    }
}

#[cfg(feature = "pdf")]
#[test]
fn a_layout_reaches_nothing_but_its_paper() {
    let reference = Reference::load().unwrap();
    let paper = compose(&reference.online[0].form, Facts::Blank, &about(&reference));
    for reaching in [
        "#read(\"/etc/passwd\")",
        "#read(\"../Cargo.toml\")",
        "#import \"@preview/cetz:0.3.0\"",
    ] {
        assert!(
            write(&paper, Some(reaching), Format::Pdf).is_err(),
            "{reaching}"
        );
    }
    let own = "#import \"/form.typ\": *\n#show: setup\n#head()\nBố cục riêng";
    let bytes = write(&paper, Some(own), Format::Pdf).unwrap();
    let text = poppler::text(&bytes);
    assert!(
        text.contains("Bố cục riêng") && !text.contains(&paper.declaration),
        "{text}"
    );
}
