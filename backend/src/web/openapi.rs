//! The contract as OpenAPI 3.1, made from the same list the routes are made from.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;
use motcua_shared::access::Access;
use motcua_shared::api::{
    self, AttachmentView, Colleague, DossierSummary, DraftSummary, EndpointInfo, Method,
    NamedSchema, Problem, ProblemCode, ProcedureSummary, SlipView, StaffDossier,
};
use motcua_shared::event::{LiveEvent, LiveReset};
use motcua_shared::form::Row;
use motcua_shared::form::field::repeat::Repeat;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::session::COOKIE;

static TEXT: LazyLock<String> = LazyLock::new(text);

/// `GET /api/openapi.json`.
pub async fn serve() -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "application/json"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        TEXT.as_str(),
    )
}

/// The document, readable, with a line break at the end.
#[must_use]
pub fn text() -> String {
    let mut text = serde_json::to_string_pretty(&document()).unwrap_or_default();
    text.push('\n');
    // The derive names the alias `Answers` after the type behind it.
    text.replace("\"BTreeMap\"", "\"Answers\"")
        .replace("schemas/BTreeMap\"", "schemas/Answers\"")
}

fn document() -> Value {
    let mut schemas = Schemas::default();
    schemas.add::<Problem>();
    schemas.add::<AttachmentView>();
    schemas.add::<StaffDossier>();
    schemas.add::<LiveEvent>();
    schemas.add::<LiveReset>();
    // Members of lists: the derive writes them out in full, `place` puts references instead.
    schemas.add::<ProcedureSummary>();
    schemas.add::<DraftSummary>();
    schemas.add::<DossierSummary>();
    schemas.add::<Colleague>();
    schemas.add::<SlipView>();
    // Rows hold answers, which hold rows; the derive stops where it would come round again.
    schemas.add::<Row>();
    schemas.add::<Repeat>();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for endpoint in api::ENDPOINTS {
        let operation = operation(endpoint, &mut schemas);
        paths
            .entry(endpoint.path)
            .or_default()
            .insert(endpoint.method.as_str().to_lowercase(), operation);
    }
    for (name, method, path, access) in api::STREAMS {
        let operation = stream(name, path, *access);
        paths
            .entry(path)
            .or_default()
            .insert(method.as_str().to_lowercase(), operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Một Cửa",
            "description": "Public-service portal and electronic one-stop. Errors are RFC 9457 problems in the language of the request.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas.0,
            "responses": { "Problem": problem_response() },
            "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": COOKIE } },
        },
    })
}

/// Named schemas of the components.
#[derive(Default)]
struct Schemas(BTreeMap<String, Value>);

impl Schemas {
    fn add<T: ToSchema>(&mut self) {
        let mut referred = Vec::new();
        T::schemas(&mut referred);
        self.take(vec![(T::name().into_owned(), T::schema())]);
        self.take(referred);
    }

    fn take(&mut self, named: Vec<NamedSchema>) {
        for (name, schema) in named {
            self.0
                .entry(name)
                .or_insert_with(|| serde_json::to_value(schema).unwrap_or_default());
        }
    }

    /// A reference to a named object; lists and plain values stay where they are used.
    fn place(&mut self, (name, schema): NamedSchema) -> Value {
        let mut value = serde_json::to_value(&schema).unwrap_or_default();
        if let Some(items) = value.get_mut("items")
            && let Some((name, _)) = self.0.iter().find(|(_, known)| *known == items)
        {
            *items = json!({ "$ref": format!("#/components/schemas/{name}") });
        }
        let named =
            value.get("type").is_some_and(|kind| kind == "object") || value.get("oneOf").is_some();
        // A page of a list has no name of its own: it is written where it is used.
        if !named || name == "Page" {
            return value;
        }
        self.0.entry(name.clone()).or_insert(value);
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }
}

fn operation(endpoint: &EndpointInfo, schemas: &mut Schemas) -> Value {
    let parts = (endpoint.schemas)();
    schemas.take(parts.referred);
    let mut parameters = path_parameters(endpoint.path);
    let mut operation = Map::new();
    operation.insert("operationId".into(), json!(endpoint.name));
    operation.insert("tags".into(), json!([tag(endpoint.path)]));
    operation.insert("x-access".into(), json!(endpoint.access));
    operation.insert("security".into(), security(endpoint.access));
    if parts.request.0 != "Nothing" {
        if endpoint.method == Method::Get {
            parameters.extend(query_parameters(
                &serde_json::to_value(&parts.request.1).unwrap_or_default(),
            ));
        } else {
            let schema = schemas.place(parts.request);
            operation.insert("requestBody".into(), json!({ "required": true, "content": { "application/json": { "schema": schema } } }));
        }
    }
    if endpoint.path.ends_with("/submission") {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "Names one attempt; the same key again gives the same receipt.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 100 },
        }));
    }
    operation.insert("parameters".into(), json!(parameters));
    let success = if parts.response.0 == "Nothing" {
        json!({ "204": { "description": "Done." } })
    } else {
        let schema = schemas.place(parts.response);
        json!({ "200": { "description": "Done.", "content": { "application/json": { "schema": schema } } } })
    };
    operation.insert("responses".into(), with_problem(success));
    Value::Object(operation)
}

fn stream(name: &str, path: &str, access: Access) -> Value {
    let text = |name: &str| json!({ "name": name, "in": "query", "required": true, "schema": { "type": "string" } });
    let may_miss = |name: &str| json!({ "name": name, "in": "query", "required": false, "schema": { "type": "string" } });
    let number = |name: &str, required: bool| json!({ "name": name, "in": "query", "required": required, "schema": { "type": "integer", "format": "int64" } });
    let file = json!({ "required": true, "content": { "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } } });
    let answer = |media: &str, schema: Value| json!({ "200": { "description": "Done.", "content": { media: { "schema": schema } } } });
    let refers = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let binary = json!({ "type": "string", "format": "binary" });
    let mut parameters = path_parameters(path);
    let mut body = None;
    let success = match path {
        api::UPLOAD_PATH => {
            parameters.extend([text("field"), text("name"), text("sha256")]);
            body = Some(file);
            answer("application/json", refers("AttachmentView"))
        }
        api::MESSAGE_FILE_PATH | api::STAFF_MESSAGE_FILE_PATH | api::OPINION_FILE_PATH => {
            parameters.extend([text("name"), text("sha256")]);
            body = Some(file);
            answer("application/json", refers("MessageFile"))
        }
        api::RESULT_PATH => {
            parameters.extend([text("name"), text("sha256"), number("version", true)]);
            parameters.extend([may_miss("number"), may_miss("issued_on")]);
            body = Some(file);
            answer("application/json", refers("StaffDossier"))
        }
        api::EVENTS_PATH => {
            parameters.push(number("after", false));
            parameters.push(json!({ "name": "Last-Event-ID", "in": "header", "required": false, "description": "Wins over `after`.", "schema": { "type": "integer", "format": "int64" } }));
            answer(
                "text/event-stream",
                json!({ "type": "string", "description": "Events named `change`, whose data is a LiveEvent. First an event named `reset`, whose data is a LiveReset, when something after the cursor is no longer kept: load everything anew.", "contentMediaType": "application/json", "contentSchema": refers("LiveEvent") }),
            )
        }
        api::REGISTER_PDF_PATH => {
            parameters.push(number("year", false));
            answer("application/pdf", binary)
        }
        api::BLANK_PDF_PATH
        | api::REVIEW_PDF_PATH
        | api::FILLED_PDF_PATH
        | api::SLIP_PDF_PATH
        | api::PRINT_SLIP_PATH => answer("application/pdf", binary),
        api::BLANK_DOCX_PATH | api::REVIEW_DOCX_PATH | api::FILLED_DOCX_PATH => answer(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            binary,
        ),
        _ => answer("application/octet-stream", binary),
    };
    let mut operation = json!({
        "operationId": name,
        "tags": [tag(path)],
        "x-access": access,
        "security": security(access),
        "parameters": parameters,
        "responses": with_problem(success),
    });
    if let (Some(body), Some(operation)) = (body, operation.as_object_mut()) {
        operation.insert("requestBody".into(), body);
    }
    operation
}

/// The resource: the first part of the path that names one.
fn tag(path: &str) -> &str {
    path.trim_start_matches("/api/")
        .split('/')
        .next()
        .unwrap_or_default()
}

fn security(access: Access) -> Value {
    if access == Access::Public {
        json!([])
    } else {
        json!([{ "session": [] }])
    }
}

fn path_parameters(path: &str) -> Vec<Value> {
    let names = path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    names.map(|(name, _)| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })).collect()
}

/// The members of a query object, none of them required.
fn query_parameters(schema: &Value) -> Vec<Value> {
    let members = schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    members.map(|(name, schema)| json!({ "name": name, "in": "query", "required": false, "schema": schema })).collect()
}

fn with_problem(mut success: Value) -> Value {
    if let Some(answers) = success.as_object_mut() {
        answers.insert(
            "default".into(),
            json!({ "$ref": "#/components/responses/Problem" }),
        );
    }
    success
}

fn problem_response() -> Value {
    let codes = [
        ProblemCode::BadRequest,
        ProblemCode::WrongCredentials,
        ProblemCode::SignedOut,
        ProblemCode::Forbidden,
        ProblemCode::ForeignSite,
        ProblemCode::NotFound,
        ProblemCode::RouteNotFound,
        ProblemCode::Conflict,
        ProblemCode::ActionRefused,
        ProblemCode::TooLarge,
        ProblemCode::UnsupportedFile,
        ProblemCode::Invalid,
        ProblemCode::HashMismatch,
        ProblemCode::RateLimited,
        ProblemCode::Internal,
        ProblemCode::NoPdf,
        ProblemCode::Unavailable,
    ];
    let lines = codes.map(|code| {
        let key = serde_json::to_value(code)
            .ok()
            .and_then(|key| key.as_str().map(str::to_owned))
            .unwrap_or_default();
        format!("{} {key}", code.status())
    });
    json!({
        "description": format!("What went wrong, in the language of the request. Codes: {}.", lines.join(", ")),
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    })
}
