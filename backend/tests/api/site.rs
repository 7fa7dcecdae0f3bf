//! The built site behind the pages: what a page asks for early, and how its files come.

use std::path::Path;

use axum::body::Body;
use motcua_backend::web::WebOptions;
use motcua_backend::web::assets::Site;
use motcua_shared::api::{CreateDraft, NewDraft};

use crate::app::{CITIZEN, CLERK, TestApp};
use crate::client::{Answer, Client};

/// A site as the build makes it, with two small files.
fn built_site(folder: &Path) -> Site {
    for (name, content) in [
        ("assets/boot.1.js", "boot"),
        ("assets/early.1.js", "early"),
        ("assets/boot.1.js.br", "compressed"),
        ("favicon.svg", "<svg/>"),
    ] {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let manifest = serde_json::json!({
        "build": "b1", "boot": "/assets/boot.1.js", "early": "/assets/early.1.js", "js": "/pkg/app.1.js", "wasm": "/pkg/app.1.wasm", "css": "/assets/main.1.css",
        "device": "/assets/device.1.js", "icons": "/assets/icons.1.svg", "fonts": ["/assets/fonts/a.woff2"], "reference": "/reference/1",
        "areas": { "form": ["/pkg/form.1.wasm"], "public": ["/pkg/public.1.wasm"] },
        "files": [
            { "path": "/assets/boot.1.js", "type": "text/javascript; charset=utf-8", "immutable": true, "bytes": 4, "brotli": 10 },
            { "path": "/favicon.svg", "type": "image/svg+xml", "immutable": false, "bytes": 6 },
        ],
    });
    std::fs::write(folder.join("assets.json"), manifest.to_string()).unwrap();
    Site::from_folder(folder).unwrap()
}

#[tokio::test]
async fn a_page_asks_early_for_what_the_application_is_made_of() {
    let test = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let site = Some(built_site(folder.path()));
    let mut client = Client::new(test.router_with(WebOptions {
        site,
        ..WebOptions::default()
    }));
    let page = client.get("/").await;
    for part in [
        "<html lang=\"vi\" data-reference=\"/reference/1\" data-icons=\"/assets/icons.1.svg\" data-build=\"b1\">",
        "<link rel=\"stylesheet\" href=\"/assets/main.1.css\">",
        "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin href=\"/assets/fonts/a.woff2\">",
        "<link rel=\"modulepreload\" href=\"/pkg/app.1.js\">",
        "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"/pkg/app.1.wasm\">",
        "<script src=\"/assets/boot.1.js\" data-js=\"/pkg/app.1.js\" data-wasm=\"/pkg/app.1.wasm\" defer></script>",
        "<link rel=\"icon\" href=\"/favicon.svg\">",
        "<use href=\"/assets/icons.1.svg#search\">",
    ] {
        assert!(page.text().contains(part), "{part} is missing");
    }
    let preload = |address: &str| format!("crossorigin href=\"{address}\">");
    assert!(page.text().contains(&preload("/api/session")));
    assert!(!page.text().contains("public.1.wasm"), "home needs no area");
    let catalogue = client.get("/thu-tuc").await;
    assert!(catalogue.text().contains(&preload("/pkg/public.1.wasm")));
}

#[tokio::test]
async fn a_form_brings_its_area_and_to_its_owner_the_draft() {
    let test = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let router = || {
        test.router_with(WebOptions {
            site: Some(built_site(folder.path())),
            ..WebOptions::default()
        })
    };
    let mut owner = Client::new(router());
    owner.sign_in(CITIZEN, crate::app::PASSWORD).await.unwrap();
    let new = NewDraft {
        procedure: "dang-ky-khai-sinh".to_owned(),
    };
    let draft = owner.call::<CreateDraft>(&[], &new).await.unwrap();
    let address = format!("/to-khai/{}/child", draft.id);
    let asked = |page: &Answer, address: &str| {
        page.text()
            .contains(&format!("crossorigin href=\"{address}\">"))
    };
    let of_draft = format!("/api/drafts/{}", draft.id);
    let of_form = format!("/api/forms/{}", draft.form);

    let own = owner.get(&address).await;
    assert!(asked(&own, "/pkg/form.1.wasm") && asked(&own, &of_draft) && asked(&own, &of_form));
    // Everything that typing does not need comes after the page itself (`early.js`).
    assert!(own.text().contains(
        "<link rel=\"later\" data-rel=\"modulepreload\" fetchpriority=\"low\" href=\"/assets/device.1.js\">"
    ));
    let scripts =
        "<script src=\"/assets/early.1.js\" defer></script>\n<script src=\"/assets/boot.1.js\"";
    assert!(own.text().contains(scripts));
    assert!(!own.text().contains("<link rel=\"preload\" as=\"fetch\""));
    // Where there is nothing to type yet, the application comes as early as it can.
    let overview = owner.get(&format!("/to-khai/{}", draft.id)).await;
    assert!(!overview.text().contains("early.1.js"));
    assert!(overview.text().contains(
        "<link rel=\"modulepreload\" fetchpriority=\"low\" href=\"/assets/device.1.js\">"
    ));
    // Nobody learns from the page's head what is not theirs.
    let nobodys = Client::new(router()).get(&address).await;
    assert!(asked(&nobodys, "/pkg/form.1.wasm"));
    assert!(!nobodys.text().contains("/api/drafts/") && !nobodys.text().contains("/api/forms/"));
    let mut other = Client::new(router());
    other.sign_in(CLERK, crate::app::PASSWORD).await.unwrap();
    assert!(!other.get(&address).await.text().contains("/api/forms/"));
}

#[tokio::test]
async fn a_file_of_the_site_comes_small_and_is_kept_for_ever() {
    let test = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::new(test.router_with(WebOptions {
        site: Some(built_site(folder.path())),
        ..WebOptions::default()
    }));
    let boot = client.get("/assets/boot.1.js").await;
    assert_eq!(
        (boot.text(), boot.header("cache-control")),
        ("boot", "public, max-age=31536000, immutable")
    );
    assert!(!boot.header("content-security-policy").is_empty());
    let request = client
        .request("GET", "/assets/boot.1.js")
        .header("accept-encoding", "br");
    let small = client.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (small.text(), small.header("content-encoding")),
        ("compressed", "br")
    );
}
