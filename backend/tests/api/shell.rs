//! Pages as they come from the server: readable, titled, findable, and safe.

use axum::body::Body;
use axum::http::StatusCode;
use motcua_backend::web::{Web, WebOptions, layers};
use motcua_shared::api::ProblemCode;

use crate::app::{CITIZEN, CLERK, TestApp};
use crate::client::{Answer, Client};

const BIRTH: &str = "/thu-tuc/dang-ky-khai-sinh";

/// What stands between two marks.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text
        .split_once(start)
        .unwrap_or_else(|| panic!("{start} is missing"));
    rest.split_once(end).unwrap().0
}

fn assert_page(answer: &Answer, lang: &str) {
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    let text = answer.text();
    assert!(
        text.starts_with(&format!("<!doctype html>\n<html lang=\"{lang}\"")),
        "{}",
        &text[..80]
    );
    assert_eq!(text.matches("<h1").count(), 1, "one heading");
    assert_eq!(text.matches("<main id=\"main\"").count(), 1);
    assert_eq!(text.matches("id=\"app\"").count(), 1);
    assert!(text.contains("id=\"boot-problem\" class=\"boot-problem\" role=\"alert\" hidden"));
    // No inline code at all: the policy would block it.
    assert!(!text.contains("<style") && !text.contains(" style=") && !text.contains(" onclick="));
    for script in text.split("<script").skip(1) {
        assert!(
            script.starts_with(" type=\"application/ld+json\"") || script.starts_with(" src="),
            "inline script"
        );
    }
}

#[tokio::test]
async fn every_address_of_the_application_opens_in_both_languages() {
    let test = TestApp::start().await;
    let mut client = test.anonymous();
    for (path, vi, en) in [
        ("/", "Trang chủ", "Home"),
        (
            "/thu-tuc",
            "Thủ tục hành chính",
            "Administrative procedures",
        ),
        (BIRTH, "Thủ tục đăng ký khai sinh", "Birth registration"),
        ("/dang-nhap", "Đăng nhập", "Sign in"),
        ("/ho-so", "Hồ sơ của tôi", "My dossiers"),
        ("/ho-so/018f", "Hồ sơ", "Dossier"),
        ("/to-khai/018f", "Tờ khai điện tử", "Electronic form"),
        (
            "/to-khai/018f/xem-lai",
            "Xem lại tờ khai",
            "Check your answers",
        ),
        ("/to-khai/018f/tre", "Tờ khai điện tử", "Electronic form"),
        ("/thong-bao", "Thông báo", "Notices"),
        (
            "/thong-bao/cach-nhan",
            "Cách nhận thông báo",
            "How you get notices",
        ),
        ("/quan-tri", "Quản trị", "Administration"),
        (
            "/quan-tri/thu-tuc",
            "Thủ tục nộp trực tuyến",
            "Procedures filed online",
        ),
        ("/quan-tri/lich", "Lịch làm việc", "Calendars"),
        (
            "/quan-tri/ket-noi",
            "Kết nối dữ liệu giữa các cơ quan",
            "Data shared between agencies",
        ),
        (
            "/quan-tri/thong-bao",
            "Thông báo gửi ra ngoài",
            "Notices sent outside",
        ),
        ("/can-bo", "Hàng chờ xử lý", "Work queue"),
        ("/can-bo/ho-so/018f", "Xử lý hồ sơ", "Process a dossier"),
        (
            "/tro-nang",
            "Tuyên bố về trợ năng",
            "Accessibility statement",
        ),
        ("/so-do-cong", "Sơ đồ cổng", "Site map"),
        ("/huong-dan", "Hướng dẫn sử dụng", "How to use the portal"),
        ("/tra-cuu", "Tra cứu hồ sơ", "Look up a dossier"),
    ] {
        for (lang, title) in [("vi", vi), ("en", en)] {
            let answer = client.get(&format!("{path}?lang={lang}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_page(&answer, lang);
            assert!(
                between(answer.text(), "<title>", "</title>").starts_with(title),
                "{path} {lang}"
            );
            assert_eq!(answer.header("content-language"), lang);
        }
    }
}

#[tokio::test]
async fn a_procedure_page_holds_its_eleven_items() {
    let test = TestApp::start().await;
    let answer = test.anonymous().get(BIRTH).await;
    let text = answer.text();
    let main = between(text, "<main", "</main>");
    for item in [
        "Thủ tục đăng ký khai sinh</h1>",
        "Trình tự thực hiện",
        "Cách thực hiện",
        "Thành phần hồ sơ",
        "Số bộ hồ sơ",
        "Thời hạn giải quyết",
        "Đối tượng thực hiện",
        "Cơ quan thực hiện",
        "Kết quả thực hiện",
        "Phí, lệ phí",
        "Yêu cầu, điều kiện",
        "Tờ khai",
        "Căn cứ pháp lý",
        "Quyết định công bố",
        "163/QĐ-BTP",
        "Trực tuyến",
        "1.001193",
        "Ủy ban nhân dân cấp xã",
    ] {
        assert!(main.contains(item), "{item} is missing");
    }
    let canonical =
        "<link rel=\"canonical\" href=\"http://dichvucong.example.org/thu-tuc/dang-ky-khai-sinh\">";
    assert!(text.contains(canonical));
    for lang in ["vi", "en", "x-default"] {
        assert!(text.contains(&format!("hreflang=\"{lang}\"")), "{lang}");
    }
    assert!(text.contains("<meta property=\"og:title\" content=\"Thủ tục đăng ký khai sinh\">"));
    let data: serde_json::Value = serde_json::from_str(between(
        text,
        "<script type=\"application/ld+json\">",
        "</script>",
    ))
    .unwrap();
    assert_eq!(data["@type"], "GovernmentService");
    assert_eq!(data["identifier"], "1.001193");
}

#[tokio::test]
async fn every_procedure_of_the_catalogue_has_its_page_within_two_clicks() {
    let test = TestApp::start().await;
    let mut client = test.anonymous();
    let tree = client.get("/so-do-cong").await;
    let home = client.get("/").await;
    assert!(home.text().contains("href=\"/so-do-cong\""));
    let xml = client.get("/sitemap.xml").await;
    assert_eq!(xml.header("content-type"), "text/xml; charset=utf-8");
    let slugs: Vec<String> = test
        .app
        .reference
        .catalogue
        .all()
        .map(|procedure| procedure.slug.clone())
        .collect();
    assert!(slugs.len() > 50);
    for slug in slugs {
        assert!(
            tree.text().contains(&format!("href=\"/thu-tuc/{slug}\"")),
            "{slug}"
        );
        assert!(
            xml.text().contains(&format!(
                "<loc>http://dichvucong.example.org/thu-tuc/{slug}</loc>"
            )),
            "{slug}"
        );
        let page = client.get(&format!("/thu-tuc/{slug}")).await;
        assert_eq!(page.status, StatusCode::OK, "{slug}");
    }
    let robots = client.get("/robots.txt").await;
    assert!(
        robots.text().contains("Disallow: /api/")
            && robots
                .text()
                .contains("Sitemap: http://dichvucong.example.org/sitemap.xml")
    );
}

#[tokio::test]
async fn search_works_without_scripts_and_without_tones() {
    let test = TestApp::start().await;
    let mut client = test.anonymous();
    let answer = client.get("/thu-tuc?q=khai+sinh").await;
    assert!(answer.text().contains(BIRTH));
    assert!(
        answer
            .text()
            .contains("<meta name=\"robots\" content=\"noindex\">")
    );
    let none = client.get("/thu-tuc?q=qqqqqq").await;
    assert!(none.text().contains("Chưa tìm thấy thủ tục nào"));
    // Words from an address never become markup.
    let attack = client
        .get("/thu-tuc?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&sector=%22%3E%3Cb%3E")
        .await;
    assert_page(&attack, "vi");
    assert!(attack.text().contains("&quot;&gt;&lt;script&gt;alert(1)"));
    let list = client.get("/thu-tuc").await;
    assert!(
        list.text()
            .contains("rel=\"next\" href=\"/thu-tuc?page=2\"")
    );
}

#[tokio::test]
async fn unknown_addresses_are_404_with_a_way_on() {
    let test = TestApp::start().await;
    let mut client = test.anonymous();
    for path in [
        "/khong-co",
        "/thu-tuc/khong-co",
        "/thu-tuc/a/b",
        "/can-bo/x",
        "/%00",
        "/thu-tuc/%3Cscript%3E",
    ] {
        let answer = client.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_page(&answer, "vi");
        assert!(answer.text().contains("noindex") && answer.text().contains("href=\"/thu-tuc\""));
    }
    for path in [
        "/assets/none.js",
        "/pkg/app.0000.wasm",
        "/wp-login.php",
        "/.env",
        "/assets/../../etc/passwd",
        "/reference/x/y",
    ] {
        let answer = client.get(path).await;
        assert_eq!(
            (answer.status, answer.text()),
            (StatusCode::NOT_FOUND, "404"),
            "{path}"
        );
    }
    assert_eq!(
        client.get("/api/none").await.problem().code,
        ProblemCode::RouteNotFound
    );
    let post = client
        .send(client.request("POST", "/").body(Body::empty()).unwrap())
        .await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_language_is_chosen_kept_and_answered() {
    let test = TestApp::start().await;
    let mut client = test.anonymous();
    assert_page(&client.get("/").await, "vi");
    let chosen = client.get("/thu-tuc?lang=en&q=birth").await;
    assert!(chosen.header("set-cookie").starts_with("lang=en;"));
    assert!(
        chosen
            .text()
            .contains("href=\"/thu-tuc?q=birth&amp;lang=vi\""),
        "the way back keeps the search"
    );
    assert_page(&client.get("/").await, "en");
    assert_eq!(
        client.get("/api/drafts").await.problem().title,
        "Sign in first"
    );
    client.get("/?lang=vi").await;
    assert_page(&client.get("/").await, "vi");
    client.cookies.clear();
    client.language = "en-GB,en;q=0.9";
    let english = client.get(BIRTH).await;
    assert_page(&english, "en");
    // What exists in Vietnamese only says so.
    assert!(english.text().contains("<p lang=\"vi\">"));
    assert_eq!(english.header("vary"), "cookie, accept-language");
}

#[tokio::test]
async fn every_answer_carries_the_safe_headers() {
    let test = TestApp::start().await;
    let mut client = test.anonymous();
    for path in [
        "/",
        BIRTH,
        "/khong-co",
        "/assets/none.js",
        "/api/session",
        "/api/none",
        "/sitemap.xml",
    ] {
        let answer = client.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval';")
                && policy.contains("style-src 'self';"),
            "{path}"
        );
        assert!(
            policy.contains("frame-ancestors 'self'")
                && policy.contains("base-uri 'none'")
                && !policy.contains("unsafe-inline"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(
            answer.header("cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
        assert!(
            !answer.header("permissions-policy").is_empty()
                && !answer.header("x-request-id").is_empty(),
            "{path}"
        );
        assert_eq!(
            answer.header("strict-transport-security"),
            "",
            "only where the address is https"
        );
    }
}

#[tokio::test]
async fn who_is_signed_in_sees_the_name_and_no_cache_keeps_it() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let page = citizen.get("/").await;
    assert!(page.text().contains("Võ Thành Giả Lập") && page.text().contains("href=\"/ho-so\""));
    assert_eq!(page.header("cache-control"), "private, no-store");
    let mut clerk = test.sign_in(CLERK).await;
    assert!(clerk.get("/").await.text().contains("href=\"/can-bo\""));
    assert_eq!(
        test.anonymous().get("/").await.header("cache-control"),
        "no-cache"
    );
}

#[tokio::test]
async fn the_address_people_type_is_the_one_in_links_and_among_origins() {
    let test = TestApp::start().await;
    let options = || WebOptions {
        public_url: Some("https://dichvucong.example.org".to_owned()),
        ..WebOptions::default()
    };
    let mut client = Client::new(test.router_with(options()));
    let page = client.get(BIRTH).await;
    assert!(page.text().contains(
        "rel=\"canonical\" href=\"https://dichvucong.example.org/thu-tuc/dang-ky-khai-sinh\""
    ));
    assert!(
        page.header("strict-transport-security")
            .starts_with("max-age=")
    );
    // A proxy may put another host into the request: the known origin is still the own one.
    let post = |origin: &str| {
        let request = axum::http::Request::builder()
            .method("POST")
            .uri("/api/session")
            .header("host", "10.0.0.5:8080");
        request
            .header("origin", origin)
            .header("content-type", "application/json")
            .body(Body::from("{}"))
            .unwrap()
    };
    assert_eq!(
        client
            .send(post("https://dichvucong.example.org"))
            .await
            .problem()
            .code,
        ProblemCode::BadRequest
    );
    assert_eq!(
        client
            .send(post("https://evil.example.net"))
            .await
            .problem()
            .code,
        ProblemCode::ForeignSite
    );
}

#[tokio::test]
async fn text_is_compressed_and_a_form_version_is_kept_for_ever() {
    let test = TestApp::start().await;
    let mut client = test.anonymous();
    let hash = test.app.reference.online[0].hash.clone();
    for (path, coding, cache) in [
        ("/", "br", "no-cache"),
        ("/api/procedures", "br", "no-store"),
        (
            format!("/api/forms/{hash}").as_str(),
            "br",
            "public, max-age=31536000, immutable",
        ),
        ("/api/forms/none", "br", "no-store"),
    ] {
        let request = client
            .request("GET", path)
            .header("accept-encoding", "gzip, br");
        let answer = client.send(request.body(Body::empty()).unwrap()).await;
        let coded = answer.header("content-encoding");
        // A short problem is not worth it.
        assert!(
            coded == coding || answer.status == StatusCode::NOT_FOUND,
            "{path}: {coded}"
        );
        assert_eq!(answer.header("cache-control"), cache, "{path}");
    }
}

#[tokio::test]
async fn a_panic_ends_in_words_and_the_server_goes_on() {
    let test = TestApp::start().await;
    async fn bug() {
        panic!("secret words")
    }
    let web = Web {
        app: test.app.clone(),
        options: Default::default(),
        limits: Default::default(),
        press: Default::default(),
        memory: Default::default(),
    };
    let broken = axum::Router::new()
        .route("/api/bug", axum::routing::get(bug))
        .route("/bug", axum::routing::get(bug));
    let mut client = Client::new(layers::wrap(broken, &web));
    let answer = client.get("/api/bug").await;
    assert_eq!(answer.problem().code, ProblemCode::Internal);
    let page = client.get("/bug").await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_page(&page, "vi");
    for answer in [answer, page] {
        assert!(!answer.text().contains("secret"));
    }
}
