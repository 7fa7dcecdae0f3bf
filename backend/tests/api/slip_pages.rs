//! Every form of every set on paper: its words, its size, its tags. `MOTCUA_WRITE=1` writes the expected words anew, and the
//! pages as PDF into the folder of temporary files, to look at them.

use std::path::Path;

use motcua_backend::document::slip::{
    About, Print, Register, RegisterLine, Voided, register_data, slip_data,
};
use motcua_backend::document::{SlipPage, write_slip};
use motcua_backend::reference::Reference;
use motcua_shared::dossier::SlipKind;
use motcua_shared::dossier::slip::{
    HandOver, Receiver, SlipBody, SlipComponent, SlipContent, SlipForm, SlipItem, SlipPerson,
    SlipSet, StopCause, Timing, number,
};
use motcua_shared::time::Timestamp;

use crate::poppler;

const CODE: &str = "000.00.91.H26-261120-0001";
const LINK: &str = "https://dichvucong.example.org/tra-cuu?ma=000.00.91.H26-261120-0001";

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn components() -> Vec<SlipComponent> {
    let one = |name: &str, originals, certified, copies, files| SlipComponent {
        name: name.to_owned(),
        originals,
        certified,
        copies,
        files,
    };
    vec![
        one("Tờ khai đăng ký khai sinh", 0, 0, 0, 1),
        one("Giấy chứng sinh", 1, 0, 0, 1),
        one(
            "Văn bản của người làm chứng hoặc giấy cam đoan về việc sinh",
            0,
            1,
            2,
            0,
        ),
    ]
}

fn body(kind: SlipKind) -> SlipBody {
    match kind {
        SlipKind::Receipt => SlipBody::Receipt {
            components: components(),
            sets: 1,
            limit: "3 ngày làm việc".to_owned(),
            fee: "Không thu".to_owned(),
            charges: Vec::new(),
            collect_place: "Bộ phận Một cửa, UBND phường Cầu Giấy".to_owned(),
            register: Some((2026, 128)),
        },
        SlipKind::Supplement => SlipBody::Supplement {
            items: vec![
                SlipItem {
                    name: "Giấy chứng sinh".to_owned(),
                    reason: "Ảnh bị mờ ở phần họ tên người mẹ. Bạn chụp lại và gửi lên.".to_owned(),
                },
                SlipItem {
                    name: "Nơi cư trú của người cha".to_owned(),
                    reason: "Chưa ghi số nhà.".to_owned(),
                },
            ],
            message: "Bạn sửa xong thì gửi lại ngay trên cổng.".to_owned(),
            basis: "Điều 16 Luật Hộ tịch".to_owned(),
            answer_by: Some(at("2026-12-04T10:00:00Z")),
        },
        SlipKind::Refusal => SlipBody::Refusal {
            reason: "Trẻ đã được đăng ký khai sinh tại UBND xã Ví Dụ ngày 10/11/2026.".to_owned(),
            after_appraisal: false,
        },
        SlipKind::Apology => SlipBody::Apology {
            reason: "Đang chờ kết quả xác minh nơi cư trú.".to_owned(),
            was_due_at: Some(at("2026-11-25T10:00:00Z")),
            at_fault: "Bộ phận Hộ tịch".to_owned(),
        },
        SlipKind::Stop => SlipBody::Stop {
            cause: StopCause::Unanswered,
            message: "Bạn nộp hồ sơ mới khi đã có đủ giấy tờ.".to_owned(),
        },
        SlipKind::Control | SlipKind::Register => SlipBody::Control {
            components: components(),
        },
    }
}

fn content(set: &SlipSet, form: &SlipForm) -> SlipContent {
    SlipContent {
        title: form.title.vi.clone(),
        form: form.number.clone(),
        circular: set.circular.clone(),
        number: number(128, 2026, &form.mark),
        agency: "UBND phường Cầu Giấy".to_owned(),
        agency_address: "Số 91, phố Ví Dụ, phường Cầu Giấy, thành phố Hà Nội".to_owned(),
        place: "Cầu Giấy".to_owned(),
        unit: "Bộ phận Một cửa".to_owned(),
        issuer: "Lê Thị Tiếp Nhận".to_owned(),
        code: CODE.to_owned(),
        procedure: "Thủ tục đăng ký khai sinh".to_owned(),
        applicant: SlipPerson {
            name: "Nguyễn Thị Ngọc Huyền Thử Nghiệm".to_owned(),
            citizen_id: "001192999902".to_owned(),
            address: "Số 1, ngõ Ví Dụ, phố Giả Định, Phường Cầu Giấy, Thành phố Hà Nội".to_owned(),
            phone: "0900 000 002".to_owned(),
            email: "cong.dan.02@example.org".to_owned(),
        },
        submitted_at: at("2026-11-20T01:30:00Z"),
        accepted_at: Some(at("2026-11-20T02:05:00Z")),
        due_at: Some(at("2026-11-26T10:00:00Z")),
        body: body(form.kind),
    }
}

fn hand_overs() -> Vec<HandOver> {
    let receiver = |name: &str, moment: &str| {
        Some(Receiver {
            name: name.to_owned(),
            at: at(moment),
        })
    };
    vec![
        HandOver {
            from: "Bộ phận Một cửa".to_owned(),
            giver: "Lê Thị Tiếp Nhận".to_owned(),
            at: at("2026-11-20T02:10:00Z"),
            to: "Bộ phận Hộ tịch".to_owned(),
            receiver: receiver("Phạm Văn Thẩm Tra", "2026-11-20T03:00:00Z"),
            timing: None,
            note: String::new(),
        },
        HandOver {
            from: "Bộ phận Hộ tịch".to_owned(),
            giver: "Phạm Văn Thẩm Tra".to_owned(),
            at: at("2026-11-23T03:00:00Z"),
            to: "Lãnh đạo".to_owned(),
            receiver: None,
            timing: Some(Timing::Late),
            note: "Hồ sơ đủ điều kiện, đề nghị giải quyết.".to_owned(),
        },
    ]
}

fn page(
    reference: &Reference,
    set: &SlipSet,
    form: &SlipForm,
    print: Print,
    voided: bool,
) -> SlipPage {
    let table = hand_overs();
    let about = About {
        issued_at: at("2026-11-20T02:05:00Z"),
        print,
        voided: voided.then(|| Voided {
            at: at("2026-11-20T03:00:00Z"),
            by: "Hoàng Văn Lãnh Đạo".to_owned(),
            reason: "Ghi sai địa chỉ.".to_owned(),
        }),
        hand_overs: &table,
        link: LINK,
    };
    let data = match form.kind {
        SlipKind::Register => register(set, form),
        _ => slip_data(&content(set, form), &about).unwrap(),
    };
    SlipPage {
        template: reference.slips.page(form),
        parts: reference.slips.parts(),
        data,
        codes: (form.kind != SlipKind::Register).then(|| (CODE.to_owned(), LINK.to_owned())),
    }
}

fn register(set: &SlipSet, form: &SlipForm) -> serde_json::Value {
    let line = |number: u32, returned: bool| RegisterLine {
        number,
        code: format!("000.00.91.H26-261120-{number:04}"),
        procedure: "Thủ tục đăng ký khai sinh".to_owned(),
        sets: 1,
        owner: "Nguyễn Thị Ngọc Huyền Thử Nghiệm".to_owned(),
        address: "Số 1, ngõ Ví Dụ, phố Giả Định, Phường Cầu Giấy, Thành phố Hà Nội".to_owned(),
        phone: "0900 000 002".to_owned(),
        received_at: at("2026-11-20T02:05:00Z"),
        due_at: Some(at("2026-11-26T10:00:00Z")),
        returned_at: returned.then(|| at("2026-11-25T09:00:00Z")),
        way: "Trực tuyến".to_owned(),
        note: if returned {
            ""
        } else {
            "Dừng giải quyết"
        }
        .to_owned(),
    };
    let rows: Vec<RegisterLine> = (1..=14)
        .map(|number| line(number, number % 5 > 0))
        .collect();
    register_data(&Register {
        agency: "UBND phường Cầu Giấy",
        place: "Cầu Giấy",
        form,
        circular: &set.circular,
        year: 2026,
        closed: true,
        rows: &rows,
        now: at("2027-01-04T02:00:00Z"),
    })
    .unwrap()
}

/// Words without white space: lines break anywhere.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_form_of_every_set_says_what_it_must_on_the_prescribed_paper() {
    let reference = Reference::load().unwrap();
    let write = std::env::var_os("MOTCUA_WRITE").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/slips");
    let mut seen = 0;
    for set in reference.slips.sets() {
        for form in &set.forms {
            let name = format!("{}-{}", set.name, form.kind.key());
            let bytes = write_slip(&page(&reference, set, form, Print::Paper(0), false))
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let text = poppler::raw_text(&bytes);
            let known = folder.join(format!("{name}.txt"));
            if write {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&known, &text).unwrap();
                std::fs::write(std::env::temp_dir().join(format!("{name}.pdf")), &bytes).unwrap();
            }
            let wanted = std::fs::read_to_string(&known).unwrap_or_default();
            assert_eq!(squeezed(&text), squeezed(&wanted), "{name}");
            let about = poppler::info(&bytes, &[]);
            let size = match form.kind {
                // A4 across: twelve columns.
                SlipKind::Register => "841.89 x 595.276 pts",
                _ => "419.528 x 595.276 pts",
            };
            assert!(about.contains(size), "{name}: {about}");
            assert!(about.contains("Tagged:          yes"), "{name}");
            assert!(
                about.contains(&format!("Title:           {}", form.title.vi)),
                "{about}"
            );
            let metadata = poppler::info(&bytes, &["-meta"]);
            for identified in [
                "<pdfaid:part>2</pdfaid:part>",
                "<pdfaid:conformance>A</pdfaid:conformance>",
                "<pdfuaid:part>1</pdfuaid:part>",
            ] {
                assert!(metadata.contains(identified), "{name}: {metadata}");
            }
            assert!(poppler::contains(&bytes, b"/Lang"), "{name}: no language");
            seen += 1;
        }
    }
    assert_eq!(seen, 6 + 7, "the forms of both sets");
}

#[test]
fn a_page_holds_what_the_circular_wants_on_it() {
    let reference = Reference::load().unwrap();
    let set = reference.slips.sets().last().unwrap();
    let text = |kind| {
        let form = set.form(kind).unwrap();
        let page = page(&reference, set, form, Print::Paper(0), false);
        squeezed(&poppler::text(&write_slip(&page).unwrap()))
    };
    let all = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND PHƯỜNG CẦU GIẤY",
        "Cầu Giấy, ngày 20 tháng 11 năm 2026",
        CODE,
        "Nguyễn Thị Ngọc Huyền Thử Nghiệm",
        "Thủ tục đăng ký khai sinh",
        "Lê Thị Tiếp Nhận",
    ];
    let receipt = [
        "09 giờ 05 phút, ngày 20 tháng 11 năm 2026",
        "17 giờ 00 phút, ngày 26 tháng 11 năm 2026",
        "3 ngày làm việc",
        "01 bộ",
        "số thứ tự 128",
        "Người nộp hồ sơ",
        "001192999902",
        "cong.dan.02@example.org",
    ];
    let supplement = ["Ảnh bị mờ", "Điều 16 Luật Hộ tịch", "Người hướng dẫn"];
    let apology = ["Bộ phận Hộ tịch", "xin lỗi", "Thủ trưởng cơ quan"];
    let control = ["Quá hạn", "Phạm Văn Thẩm Tra", "Bên nhận"];
    for (kind, own) in [
        (SlipKind::Receipt, receipt.as_slice()),
        (SlipKind::Supplement, &supplement),
        (SlipKind::Refusal, &["không tiếp nhận, giải quyết hồ sơ"]),
        (SlipKind::Apology, &apology),
        (SlipKind::Stop, &["hết thời hạn hoàn thiện hồ sơ"]),
        (SlipKind::Control, &control),
    ] {
        let text = text(kind);
        for words in all.iter().chain(own) {
            let (words, lower) = (squeezed(words), squeezed(&words.to_uppercase()));
            assert!(
                text.contains(&words) || text.contains(&lower),
                "{kind:?}: {words}"
            );
        }
    }
}

#[test]
fn reprints_and_void_slips_say_so_and_nothing_typed_is_an_order() {
    let reference = Reference::load().unwrap();
    let set = reference.slips.sets().last().unwrap();
    let form = set.form(SlipKind::Receipt).unwrap();
    let made = write_slip(&page(&reference, set, form, Print::Paper(2), true)).unwrap();
    let text = poppler::text(&made);
    for words in [
        "Bản in lại lần 2",
        "ĐÃ HỦY",
        "PHIẾU ĐÃ HỦY",
        "Ghi sai địa chỉ.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    if std::env::var_os("MOTCUA_WRITE").is_some() {
        std::fs::write(std::env::temp_dir().join("void.pdf"), &made).unwrap();
    }
    let hostile = "#read(\"/etc/passwd\") $x^2$ *đậm* ]] @nhãn 2026-11-20T02:05:00Z";
    let mut typed = content(set, form);
    typed.applicant.name = hostile.to_owned();
    let about = About {
        issued_at: at("2026-11-20T02:05:00Z"),
        print: Print::Electronic,
        voided: None,
        hand_overs: &[],
        link: LINK,
    };
    let page = SlipPage {
        data: slip_data(&typed, &about).unwrap(),
        ..page(&reference, set, form, Print::Electronic, false)
    };
    let text = poppler::text(&write_slip(&page).unwrap());
    assert!(squeezed(&text).contains(&squeezed(hostile)), "{text}");
}
