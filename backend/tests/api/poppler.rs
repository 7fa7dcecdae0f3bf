//! PDF files through the eyes of another program: poppler's `pdftotext` and `pdfinfo`. `cargo xtask test api` installs it.

use std::io::Write as _;
use std::process::Command;

/// The words, in reading order.
pub fn text(pdf: &[u8]) -> String {
    run("pdftotext", pdf, &["-enc", "UTF-8"], &["-"])
}

/// The words in the order in which they stand in the file, which does not depend on the version of the program.
pub fn raw_text(pdf: &[u8]) -> String {
    run("pdftotext", pdf, &["-enc", "UTF-8", "-raw"], &["-"])
}

/// What the file says about itself.
pub fn info(pdf: &[u8], options: &[&str]) -> String {
    run("pdfinfo", pdf, options, &[])
}

/// Whether these bytes stand in the file.
pub fn contains(pdf: &[u8], wanted: &[u8]) -> bool {
    pdf.windows(wanted.len()).any(|window| window == wanted)
}

fn run(program: &str, pdf: &[u8], before: &[&str], after: &[&str]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let output = Command::new(program)
        .args(before)
        .arg(file.path())
        .args(after)
        .output()
        .unwrap_or_else(|error| panic!("{program} of poppler-utils is needed: {error}"));
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    // Poppler 22 does not know the entry /Suspects, which ISO 32000 defines, and says so.
    let complaints: Vec<String> = String::from_utf8_lossy(&output.stderr)
        .lines()
        .filter(|line| !line.is_empty() && !line.contains("Suspects object"))
        .map(str::to_owned)
        .collect();
    assert!(complaints.is_empty(), "{program}: {complaints:?}");
    // `pdfinfo -struct` mixes encodings; what `pdftotext` writes is UTF-8.
    String::from_utf8_lossy(&output.stdout).into_owned()
}
