//! Files of messages and opinions: those that go with the next one, and links to those that were sent.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{
    MESSAGE_FILE_CONTENT_PATH, MESSAGE_FILE_PATH, MESSAGE_FILE_TYPES, MESSAGE_FILES, MessageFile,
    Problem, ProblemCode, STAFF_MESSAGE_FILE_PATH,
};

use super::files::size;
use crate::a11y::{announce, focus_by_id};
use crate::api::upload;
use crate::i18n::{lang, t};
use crate::json;
use crate::reactive::{handler, live_view};
use crate::ui::Icon;

/// What the next words are, to which files are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextWords {
    /// Where files are sent; `{id}` stands for the dossier.
    pub path: &'static str,
    /// Id of the field; two of them may stand on a page.
    pub field: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Who reads the files, and which may be sent.
    pub hint: &'static str,
}

impl NextWords {
    /// A message to the other side. `office` is the side that writes.
    pub fn message(office: bool) -> Self {
        Self {
            path: if office {
                STAFF_MESSAGE_FILE_PATH
            } else {
                MESSAGE_FILE_PATH
            },
            field: "message-files",
            label: t::conversation::files(lang()),
            hint: t::conversation::files_hint(lang()),
        }
    }
}

/// Files of the next message or opinion.
#[derive(Clone, Copy)]
pub struct NextFiles {
    words: NextWords,
    /// Taken by the server.
    taken: RwSignal<Vec<MessageFile>>,
    /// Still on their way.
    under_way: RwSignal<u32>,
    fault: RwSignal<String>,
    url: StoredValue<String>,
}

impl NextFiles {
    /// None yet.
    pub fn new(dossier: &str, words: NextWords) -> Self {
        Self {
            words,
            taken: RwSignal::new(Vec::new()),
            under_way: RwSignal::new(0),
            fault: RwSignal::new(String::new()),
            url: StoredValue::new(words.path.replace("{id}", dossier)),
        }
    }

    /// Ids of what goes with the message.
    pub fn ids(self) -> Vec<String> {
        self.taken
            .with_untracked(|taken| taken.iter().map(|file| file.id.clone()).collect())
    }

    /// Whether a file is still on its way.
    pub fn are_coming(self) -> bool {
        self.under_way.get_untracked() > 0
    }

    /// They have gone with their message.
    pub fn clear(self) {
        self.taken.try_set(Vec::new());
        self.fault.try_set(String::new());
    }

    fn add(self, files: &web_sys::FileList) {
        self.fault.set(String::new());
        let free = MESSAGE_FILES
            .saturating_sub(self.taken.with_untracked(Vec::len))
            .saturating_sub(self.under_way.get_untracked() as usize);
        if files.length() as usize > free {
            let most = MESSAGE_FILES.to_string();
            self.fault
                .set(t::conversation::files_too_many(lang(), &most));
            focus_by_id(self.words.field);
            return;
        }
        for file in (0..files.length()).filter_map(|index| files.item(index)) {
            self.under_way.update(|count| *count += 1);
            spawn_local(async move {
                let outcome = self.send(&file).await;
                self.under_way
                    .try_update(|count| *count = count.saturating_sub(1));
                match outcome {
                    Ok(taken) => {
                        announce(t::conversation::file_taken(lang(), &taken.name));
                        self.taken.try_update(|all| all.push(taken));
                    }
                    Err(problem) => {
                        let words =
                            format!("{}: {}. {}", file.name(), problem.title, problem.detail);
                        self.fault.try_set(words);
                        focus_by_id(self.words.field);
                    }
                }
            });
        }
    }

    async fn send(self, file: &web_sys::File) -> Result<MessageFile, Problem> {
        let internal = || Problem::new(ProblemCode::Internal, lang());
        let sha256 = upload::sha256(file).await.map_err(|_| internal())?;
        let query = [("name", file.name()), ("sha256", sha256)];
        let url = self.url.try_get_value().ok_or_else(internal)?;
        let (_, answer) = upload::send(&url, &query, file, |_| {});
        let body = answer.await?;
        json::read(&body).ok_or_else(internal)
    }

    /// The field with what was chosen.
    pub fn view(self) -> AnyView {
        let choose = move |event: web_sys::Event| {
            let input: web_sys::HtmlInputElement = event_target(&event);
            if let Some(files) = input.files() {
                self.add(&files);
            }
            // The same file may be chosen once more.
            input.set_value("");
        };
        let (field, hint_id) = (self.words.field, format!("{}-hint", self.words.field));
        view! {
            <div class="field">
                <label class="field__label" for=field>{self.words.label}</label>
                <p class="field__hint" id=hint_id.clone()>{self.words.hint}</p>
                {live_view(move || {
                    let fault = self.fault.get();
                    (!fault.is_empty()).then(|| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{fault}</span></p> })
                })}
                <input class="input" id=field type="file" multiple accept=MESSAGE_FILE_TYPES.join(",") aria-describedby=hint_id on:change=handler(choose)/>
                {live_view(move || (self.under_way.get() > 0).then(|| view! { <p class="small">{t::conversation::files_sending(lang())}</p> }))}
                {live_view(move || self.list())}
            </div>
        }
        .into_any()
    }

    fn list(self) -> Option<AnyView> {
        let lines: Vec<_> = self.taken.get().into_iter().map(|file| {
            let label = t::conversation::file_remove(lang(), &file.name);
            let remove = move |_: web_sys::MouseEvent| {
                let id = file.id.clone();
                self.taken.update(|all| all.retain(|one| one.id != id));
                focus_by_id(self.words.field);
            };
            view! {
                <li>{file.name.clone()}" "<span class="small muted">{size(file.bytes)}</span>" "
                    <button class="button button--quiet" type="button" aria-label=label on:click=handler(remove)><Icon name="close"/></button></li>
            }
        }).collect();
        (!lines.is_empty())
            .then(|| view! { <ul class="stack stack--tight" role="list">{lines}</ul> }.into_any())
    }
}

/// The files of a message or an opinion, as links.
pub fn links(files: &[MessageFile]) -> Option<AnyView> {
    let lines: Vec<_> = files
        .iter()
        .map(|file| {
            let url = MESSAGE_FILE_CONTENT_PATH.replace("{id}", &file.id);
            let icon = if file.media_type.starts_with("image/") {
                "image"
            } else {
                "file-text"
            };
            view! {
                <li><Icon name=icon/>" "<a href=url target="_blank" rel="external">{file.name.clone()}</a>" "<span class="small muted">{size(file.bytes)}</span></li>
            }
        })
        .collect();
    (!lines.is_empty())
        .then(|| view! { <ul class="stack stack--tight" role="list">{lines}</ul> }.into_any())
}
