//! Compiles the server anew when a file is added to what is built into it: the compiler itself notices changed files only.

fn main() {
    for folder in ["catalogue", "demo", "procedures", "reference", "slips"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    println!("cargo:rerun-if-env-changed=MOTCUA_SITE_EMBED");
    if std::env::var_os("CARGO_FEATURE_EMBED_SITE").is_some() {
        match std::env::var("MOTCUA_SITE_EMBED") {
            Ok(site) => println!("cargo:rerun-if-changed={site}"),
            Err(_) => println!(
                "cargo:error=the feature embed-site needs MOTCUA_SITE_EMBED, the folder of the built site"
            ),
        }
    }
}
