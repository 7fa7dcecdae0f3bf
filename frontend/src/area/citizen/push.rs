//! Notices on this device while no page is open: offered when a dossier was filed, never on arrival, and switched on and off in the
//! settings. What the browser does is in `public/push.js`.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{
    AddPushDevice, GetPush, NewPushDevice, Nothing, PushDevice, PushSetup, RemovePushDevice,
};
use motcua_shared::time::show_moment;

use crate::a11y::{announce, focus_by_id};
use crate::api;
use crate::i18n::{lang, t};
use crate::offline::store;
use crate::reactive::{derived, handler, live_view, memo};
use crate::ui::{BusyButton, Icon};

/// Where the focus goes when the button that was pressed is gone.
const TITLE: &str = "push-title";

#[derive(Clone, Copy)]
struct Push {
    setup: RwSignal<Option<PushSetup>>,
    /// How it stands, in the words of `push.js`; empty until it is known.
    how: RwSignal<String>,
    busy: RwSignal<bool>,
    failed: RwSignal<bool>,
}

impl Push {
    fn new() -> Self {
        let push = Self {
            setup: RwSignal::new(None),
            how: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            failed: RwSignal::new(false),
        };
        spawn_local(async move {
            // Beside what the page is about this is extra: without an answer it is not there.
            let Ok(setup) = api::call::<GetPush>(&[], &Nothing {}).await else {
                return;
            };
            if setup.key.is_some() && push.setup.try_set(Some(setup)).is_none() {
                push.look().await;
            }
        });
        push
    }

    async fn look(self) {
        if let Ok(how) = store::push("state", "").await {
            self.how.try_set(how);
        }
    }

    /// The device of the list that is this one.
    fn this(self) -> Option<PushDevice> {
        let mark = self
            .how
            .with(|how| how.strip_prefix("on ").map(str::to_owned))?;
        self.setup.with(|setup| {
            let devices = &setup.as_ref()?.devices;
            devices.iter().find(|device| device.mark == mark).cloned()
        })
    }

    /// Whether a device of the list is this one, as it stands now.
    fn is_here(self, device: &PushDevice) -> bool {
        self.how
            .with_untracked(|how| how.strip_prefix("on ") == Some(device.mark.as_str()))
    }

    /// Whether it can be switched on here: also when this browser takes the pushes of somebody else.
    fn is_off(self) -> bool {
        let possible = self.how.with(|how| how == "off" || how.starts_with("on "));
        possible && self.this().is_none()
    }

    fn switch_on(self) {
        let key = self
            .setup
            .with_untracked(|setup| setup.as_ref().and_then(|setup| setup.key.clone()));
        let Some(key) = key else { return };
        self.busy.set(true);
        self.failed.set(false);
        spawn_local(async move {
            let done = self.subscribe(&key).await;
            self.busy.try_set(false);
            if done == Some(true) {
                announce(t::reach::push_switched_on(lang()).to_owned());
                request_animation_frame(|| {
                    focus_by_id(TITLE);
                });
            } else if done.is_none() {
                self.failed.try_set(true);
            }
        });
    }

    /// Whether it is on now; none when something failed.
    async fn subscribe(self, key: &str) -> Option<bool> {
        let answer = store::push("on", key).await.ok()?;
        let lines: Vec<&str> = answer.lines().collect();
        let [endpoint, p256dh, auth, name] = lines.as_slice() else {
            // The person said no, now or before.
            self.how.try_set(answer);
            return Some(false);
        };
        let new = NewPushDevice {
            endpoint: (*endpoint).to_owned(),
            p256dh: (*p256dh).to_owned(),
            auth: (*auth).to_owned(),
            name: (*name).to_owned(),
        };
        let setup = api::call::<AddPushDevice>(&[], &new).await;
        let Ok(setup) = setup else {
            // Nobody would send to it.
            let _ = store::push("off", "").await;
            return None;
        };
        self.setup.try_set(Some(setup));
        self.look().await;
        Some(true)
    }

    fn remove(self, device: PushDevice) {
        let here = self.is_here(&device);
        spawn_local(async move {
            if here {
                let _ = store::push("off", "").await;
            }
            match api::call::<RemovePushDevice>(&[&device.id], &Nothing {}).await {
                Ok(setup) => {
                    self.setup.try_set(Some(setup));
                    announce(t::reach::push_switched_off(lang()).to_owned());
                    focus_by_id(TITLE);
                }
                Err(_) => {
                    self.failed.try_set(true);
                }
            }
            self.look().await;
        });
    }

    fn button(self) -> AnyView {
        view! {
            <p><BusyButton class="button--secondary" icon="bell" text=derived(|| t::reach::push_on(lang()).to_owned())
                busy_text=derived(|| t::reach::push_switching(lang()).to_owned()) busy=self.busy
                on_press=Callback::new(move |()| self.switch_on())/></p>
        }
        .into_any()
    }

    fn fault(self) -> AnyView {
        live_view(move || self.failed.get().then(|| view! {
            <p class="field__error" role="alert"><Icon name="error"/><span>{t::reach::push_failed(lang())}</span></p>
        }))
        .into_any()
    }
}

/// The offer on the receipt: nothing where it is on already, or cannot be.
pub fn push_offer() -> AnyView {
    let push = Push::new();
    let possible = memo(move || push.is_off() || push.how.with(|how| how == "home"));
    // Once offered it stays to say what became of it.
    let offered = StoredValue::new(false);
    live_view(move || {
        if possible.get() {
            offered.set_value(true);
        }
        offered.get_value().then(|| {
            view! {
                <section class="card card--tinted no-print" aria-labelledby=TITLE>
                    <h2 class="card__title" id=TITLE tabindex="-1">{t::reach::push_offer_title(lang())}</h2>
                    {standing(push)}
                    {push.fault()}
                </section>
            }
        })
    })
    .into_any()
}

/// What can be done here and now.
fn standing(push: Push) -> AnyView {
    live_view(move || {
        if push.is_off() {
            let offer = view! { <p>{t::reach::push_offer(lang())}</p> };
            return view! { {offer} {push.button()} }.into_any();
        }
        let words = push.how.with(|how| match how.as_str() {
            "home" => t::reach::push_home_screen(lang()),
            "denied" => t::reach::push_denied(lang()),
            "none" => t::reach::push_none(lang()),
            "" => "",
            _ => t::reach::push_is_on(lang()),
        });
        (!words.is_empty())
            .then(|| view! { <p>{words}</p> })
            .into_any()
    })
    .into_any()
}

/// The part of the settings.
pub fn push_settings() -> AnyView {
    let push = Push::new();
    let known = memo(move || push.setup.with(Option::is_some));
    live_view(move || {
        known.get().then(|| {
            view! {
                <section class="stack" aria-labelledby=TITLE>
                    <h2 id=TITLE tabindex="-1">{t::reach::push_title(lang())}</h2>
                    {standing(push)}
                    {push.fault()}
                    {live_view(move || devices(push))}
                    <p class="small muted">{t::reach::push_quiet(lang())}</p>
                </section>
            }
        })
    })
    .into_any()
}

fn devices(push: Push) -> Option<AnyView> {
    let all = push
        .setup
        .with(|setup| setup.as_ref().map(|setup| setup.devices.clone()))?;
    let this = push.this().map(|this| this.id);
    let lines: Vec<_> = all
        .into_iter()
        .map(|device| line(push, device, this.as_deref()))
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <h3>{t::reach::push_devices(lang())}</h3>
            <ul class="stack stack--tight" role="list">{lines}</ul>
        }
        .into_any()
    })
}

fn line(push: Push, device: PushDevice, this: Option<&str>) -> AnyView {
    let own = this == Some(device.id.as_str());
    let name = if own {
        format!("{} ({})", device.name, t::reach::push_this(lang()))
    } else {
        device.name.clone()
    };
    let words = t::reach::push_device(lang(), &name, &show_moment(device.since));
    let label = t::reach::push_remove(lang(), &name);
    let text = t::reach::push_off(lang());
    view! {
        <li>
            <p>{words}</p>
            <p><button class="button button--secondary" type="button" aria-label=label
                on:click=handler(move |_: web_sys::MouseEvent| push.remove(device.clone()))>{text}</button></p>
        </li>
    }
    .into_any()
}
