//! The XML of the document: WordprocessingML written from a [`Paper`]. All text goes through [`escape`].

use std::fmt::Write as _;

use crate::document::paper::{Entry, Paper, Part, TickBox};

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
/// English Metric Units of 2.7 cm: the side of the QR picture.
const QR_SIDE: u32 = 972_000;

/// `docProps/core.xml`: title and language.
pub(super) fn properties(paper: &Paper) -> String {
    let (year, month, day) = paper.made_on;
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:language>vi-VN</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{year:04}-{month:02}-{day:02}T00:00:00Z</dcterms:created></cp:coreProperties>",
        escape(&paper.title)
    )
}

/// `word/footer1.xml`: code, time, version, page of pages.
pub(super) fn footer(paper: &Paper) -> String {
    let field = |name: &str| {
        format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
    };
    format!(
        "{XML}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:r><w:tab/></w:r>{}{}{}{}</w:p></w:ftr>",
        run(&paper.foot, ""),
        run(&format!("{} ", paper.page), ""),
        field("PAGE"),
        run("/", ""),
        field("NUMPAGES")
    )
}

/// `word/document.xml`.
pub(super) fn document(paper: &Paper) -> String {
    let mut out = format!(
        "{XML}<w:document {W} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>"
    );
    out += &paragraph("Centred", &run(&paper.nation, "<w:b/>"));
    out += &paragraph("Motto", &run(&paper.motto, ""));
    if let Some(mark) = &paper.mark {
        out += &paragraph("Mark", &run(&mark.title, "<w:b/><w:caps/>"));
        out += &paragraph("Mark", &run(&mark.note, ""));
    }
    out += &paragraph("Heading1", &run(&paper.title, ""));
    out += &paragraph("Centred", &run(&paper.basis, "<w:i/><w:sz w:val=\"22\"/>"));
    let to = run(&format!("{} ", paper.to), "<w:b/>");
    out += &match &paper.agency {
        Some(agency) => paragraph("Centred", &(to + &run(agency, ""))),
        None => paragraph("Answer", &(to + TAB)),
    };
    for part in &paper.sections {
        write_part(&mut out, part, "Heading2");
    }
    out += &paragraph("Normal", &run(&paper.declaration, ""));
    write_signature(&mut out, paper);
    out += "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
            <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
            </w:sectPr></w:body></w:document>";
    out
}

/// Runs to the right edge; the style fills the way with dots.
const TAB: &str = "<w:r><w:tab/></w:r>";

fn write_part(out: &mut String, part: &Part, heading: &str) {
    *out += &paragraph(heading, &run(&part.title, ""));
    for entry in &part.entries {
        write_entry(out, entry);
    }
}

fn write_entry(out: &mut String, entry: &Entry) {
    match entry {
        Entry::Line {
            label,
            value,
            lines,
            ..
        } => {
            let label = run(&format!("{label}: "), "");
            match value {
                Some(value) => *out += &paragraph("Answer", &(label + &run(value, "") + TAB)),
                None => {
                    *out += &paragraph("Answer", &(label + TAB));
                    for _ in 1..*lines {
                        *out += &paragraph("Answer", TAB);
                    }
                }
            }
        }
        Entry::Boxes {
            label,
            boxes,
            short: true,
        } => {
            let all: Vec<String> = boxes.iter().map(words).collect();
            *out += &paragraph(
                "Normal",
                &run(&format!("{label}:   {}", all.join("    ")), ""),
            );
        }
        Entry::Boxes { label, boxes, .. } => {
            *out += &paragraph("Normal", &run(&format!("{label}:"), ""));
            for one in boxes {
                *out += &paragraph("Choice", &run(&words(one), ""));
            }
        }
        Entry::Tick(tick) => *out += &paragraph("Choice", &run(&words(tick), "")),
        Entry::Table {
            label,
            columns,
            rows,
        } => write_table(out, label, columns, rows),
        Entry::Rows { label, rows } => {
            *out += &paragraph("Normal", &run(&format!("{label}:"), ""));
            for row in rows {
                write_part(out, row, "Heading3");
            }
        }
    }
}

fn words(tick: &TickBox) -> String {
    format!("{} {}", if tick.ticked { '☒' } else { '☐' }, tick.label)
}

fn write_table(out: &mut String, label: &str, columns: &[String], rows: &[Vec<String>]) {
    *out += &paragraph("Normal", &run(&format!("{label}:"), ""));
    let cell = |text: &str, look: &str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>{}</w:tc>",
            paragraph("Normal", &run(text, look))
        )
    };
    // The first row is repeated on each page, and readers announce it with each cell.
    *out += "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLook w:firstRow=\"1\"/></w:tblPr><w:tblGrid>";
    for _ in columns {
        *out += "<w:gridCol/>";
    }
    *out += "</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>";
    for column in columns {
        *out += &cell(column, "<w:b/>");
    }
    *out += "</w:tr>";
    for row in rows {
        *out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
        for text in row {
            *out += &cell(text, "");
        }
        *out += "</w:tr>";
    }
    *out += "</w:tbl>";
    *out += &paragraph("Normal", "");
}

/// The QR code on the left, place, date and signature on the right.
fn write_signature(out: &mut String, paper: &Paper) {
    let small = "<w:color w:val=\"595959\"/><w:sz w:val=\"18\"/>";
    let left = paragraph("Centred", &picture(&paper.qr.alt))
        + &paragraph("Centred", &run(&paper.qr.caption, small))
        + &paragraph("Centred", &run(&paper.qr.link, small));
    let mut right = paragraph("Centred", &run(&paper.place_and_date, "<w:i/>"))
        + &paragraph("Centred", &run(&paper.signer, "<w:b/>"))
        + &paragraph(
            "Centred",
            &run(&paper.sign_here, "<w:i/><w:sz w:val=\"22\"/>"),
        );
    for _ in 0..3 {
        right += &paragraph("Centred", "");
    }
    if let Some(name) = &paper.signed_by {
        right += &paragraph("Centred", &run(name, "<w:b/>"));
    }
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"9070\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
         <w:tblGrid><w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"6070\"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>\
         <w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr>{left}</w:tc>\
         <w:tc><w:tcPr><w:tcW w:w=\"6070\" w:type=\"dxa\"/></w:tcPr>{right}</w:tc></w:tr></w:tbl><w:p/>"
    );
}

fn picture(alt: &str) -> String {
    let alt = escape(alt);
    format!(
        "<w:r><w:drawing><wp:inline><wp:extent cx=\"{QR_SIDE}\" cy=\"{QR_SIDE}\"/><wp:docPr id=\"1\" name=\"QR\" descr=\"{alt}\"/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"1\" name=\"qr.png\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"rId4\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{QR_SIDE}\" cy=\"{QR_SIDE}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

/// Text with a look (run properties); line breaks are kept.
fn run(text: &str, look: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line)))
        .collect();
    format!("<w:r><w:rPr>{look}</w:rPr>{}</w:r>", lines.join("<w:br/>"))
}

/// Text as XML 1.0 allows it: markup escaped, characters that XML forbids dropped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\t' | '\n' => out.push(letter),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            letter => out.push(letter),
        }
    }
    out
}
