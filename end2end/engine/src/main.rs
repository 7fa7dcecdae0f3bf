//! Prints what the engine decides on this machine, a line a case: `block N digest` of generated cases, `vector SLUG N digest`
//! of the stored answers of the procedure folders. browser.spec.ts asks a browser for the same.

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use motcua_engine_in_browser::{BLOCKS, block, of_answers};
use motcua_shared::form::vectors::Vectors;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for number in 0..BLOCKS {
        writeln!(out, "block {number} {}", block(number))?;
    }
    let procedures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../backend/procedures");
    let folders = fs::read_dir(procedures)?;
    let mut folders: Vec<PathBuf> = folders
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    folders.sort();
    for folder in folders {
        let form = fs::read_to_string(folder.join("form.json"))?;
        let vectors = fs::read_to_string(folder.join("vectors.json"))?;
        let vectors: Vectors = serde_json::from_str(&vectors)?;
        let slug = folder.file_name().unwrap_or_default().to_string_lossy();
        for (number, answers) in vectors.answers.iter().enumerate() {
            let answers = serde_json::to_string(answers)?;
            let decided = of_answers(&form, &answers, &vectors.today)?;
            writeln!(out, "vector {slug} {number} {decided}")?;
        }
    }
    Ok(())
}
