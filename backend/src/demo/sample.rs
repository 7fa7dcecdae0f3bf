//! Sample files for the demonstration: tiny, valid, and readable as what they stand for.

use motcua_shared::form::Field;
use motcua_shared::text::fold;

/// A sample for a file slot: name and content.
pub(super) fn file(slot: &Field) -> (String, Vec<u8>) {
    // The label as a file name; a slash in it would be a path.
    let name = slot.label.vi.replace('/', "-");
    (format!("{name}.pdf"), pdf(&fold(&slot.label.vi)))
}

/// A PDF of one page with one line. `line` must be plain ASCII: the built-in font has no Vietnamese letters.
pub(super) fn pdf(line: &str) -> Vec<u8> {
    let line: String = line
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || " .-".contains(*letter))
        .collect();
    let content = format!(
        "BT /F1 20 Tf 60 760 Td (MAU TRINH DIEN) Tj /F1 13 Tf 0 -34 Td ({}) Tj 0 -24 Td (Du lieu gia, khong co gia tri phap ly) Tj ET",
        line.to_uppercase()
    );
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let table = out.len();
    out.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    ));
    for offset in offsets {
        out.push_str(&format!("{offset:010} 00000 n \n"));
    }
    out.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    out.into_bytes()
}
