//! Words of a notice for one occasion, channel and language: data that an administrator may change, with places for what is
//! known of the dossier. Names and personal numbers are not among them, on any channel.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::channel::ChannelKind;
use super::occasion::Occasion;
use crate::i18n::{Lang, fill};

/// Longest subject, in letters.
const SUBJECT_MAX: usize = 120;
/// Longest text of an e-mail, in letters.
const TEXT_MAX: usize = 4_000;
/// Longest text of a short message before its places are filled: with code, date and address three messages' worth.
const SHORT_MAX: usize = 120;

/// One template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Subject; of e-mails only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// Text.
    pub text: String,
}

/// What the places of a template are filled with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// `{code}`: code of the dossier.
    pub code: String,
    /// `{due}`: the date that counts now.
    pub due: String,
    /// `{link}`: address of the dossier, behind sign-in.
    pub link: String,
    /// `{procedure}`: name of the procedure; not where others may read along.
    pub procedure: String,
    /// `{agency}`: name of the agency; not where others may read along.
    pub agency: String,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TemplateFault {
    /// There are no words.
    NoText,
    /// An e-mail needs a subject.
    NoSubject,
    /// It is longer than it may be.
    TooLong(usize),
    /// A place that does not exist, or may not be used on this channel.
    Place(String),
    /// A brace without its other half.
    Brace,
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoText => f.write_str("it has no text"),
            Self::NoSubject => f.write_str("it has no subject"),
            Self::TooLong(most) => write!(f, "it has more than {most} letters"),
            Self::Place(name) => write!(f, "{{{name}}} cannot be used here"),
            Self::Brace => f.write_str("a brace is not closed"),
        }
    }
}

impl Template {
    /// Names of the places that a channel may use.
    #[must_use]
    pub const fn places(channel: ChannelKind) -> &'static [&'static str] {
        if channel.is_overheard() {
            &["code", "due", "link"]
        } else {
            &["code", "due", "link", "procedure", "agency"]
        }
    }

    /// Every fault.
    #[must_use]
    pub fn faults(&self, channel: ChannelKind) -> Vec<TemplateFault> {
        let mut faults = Vec::new();
        if self.text.trim().is_empty() {
            faults.push(TemplateFault::NoText);
        }
        if channel == ChannelKind::Email && self.subject.trim().is_empty() {
            faults.push(TemplateFault::NoSubject);
        }
        let most = if channel.is_overheard() {
            SHORT_MAX
        } else {
            TEXT_MAX
        };
        for (text, most) in [(&self.subject, SUBJECT_MAX), (&self.text, most)] {
            if text.chars().count() > most {
                faults.push(TemplateFault::TooLong(most));
            }
            let mut pieces = text.split('{');
            if pieces.next().is_some_and(|head| head.contains('}')) {
                faults.push(TemplateFault::Brace);
            }
            for piece in pieces {
                match piece.split_once('}') {
                    None => faults.push(TemplateFault::Brace),
                    Some((_, tail)) if tail.contains('}') => faults.push(TemplateFault::Brace),
                    Some((name, _)) if Self::places(channel).contains(&name) => {}
                    Some((name, _)) => faults.push(TemplateFault::Place(name.to_owned())),
                }
            }
        }
        faults
    }

    /// Subject and text with their places filled. What a channel may not say stays empty, whatever the template asks for.
    #[must_use]
    pub fn filled(&self, channel: ChannelKind, words: &Words) -> (String, String) {
        let values: Vec<(&str, &str)> = Self::places(channel)
            .iter()
            .map(|name| (*name, words.get(name)))
            .collect();
        // A subject is one line whatever is filled in.
        let subject = fill(&self.subject, &values);
        let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
        (subject, fill(&self.text, &values).trim().to_owned())
    }
}

impl Words {
    fn get(&self, place: &str) -> &str {
        match place {
            "code" => &self.code,
            "due" => &self.due,
            "link" => &self.link,
            "procedure" => &self.procedure,
            "agency" => &self.agency,
            _ => "",
        }
    }
}

/// The templates of a language: by occasion, then by channel.
pub type OfLanguage = BTreeMap<Occasion, BTreeMap<ChannelKind, Template>>;

/// All templates that are built in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates {
    /// Vietnamese.
    pub vi: OfLanguage,
    /// English.
    pub en: OfLanguage,
}

impl Templates {
    /// The template for an occasion, channel and language.
    #[must_use]
    pub fn get(&self, occasion: Occasion, channel: ChannelKind, lang: Lang) -> Option<&Template> {
        let of_language = match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        };
        of_language.get(&occasion)?.get(&channel)
    }

    /// Every fault, one a line: what is missing, and what is wrong in itself.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for lang in [Lang::Vi, Lang::En] {
            for occasion in Occasion::ALL {
                for channel in ChannelKind::ALL {
                    let name = format!("{}: {}.{}", lang.tag(), occasion.key(), channel.key());
                    match self.get(occasion, channel, lang) {
                        None => faults.push(format!("{name} is missing")),
                        Some(template) => {
                            let own = template.faults(channel);
                            faults.extend(own.iter().map(|fault| format!("{name}: {fault}")));
                        }
                    }
                }
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(subject: &str, text: &str) -> Template {
        Template {
            subject: subject.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_short_message_cannot_say_more_than_code_date_and_address() {
        let words = Words {
            code: "H26-261120-0001".to_owned(),
            due: "17:00 25/11/2026".to_owned(),
            link: "https://example.org/ho-so/1".to_owned(),
            procedure: "Đăng ký khai tử".to_owned(),
            agency: "UBND phường Mẫu".to_owned(),
        };
        let talkative = template(
            "{code}\n{procedure}",
            "{code} {procedure} {agency} {name} {due}",
        );
        assert_eq!(
            talkative.faults(ChannelKind::Sms),
            ["procedure", "procedure", "agency", "name"]
                .map(|place| TemplateFault::Place(place.into()))
        );
        let (_, text) = talkative.filled(ChannelKind::Sms, &words);
        assert!(
            !text.contains("khai tử") && !text.contains("UBND"),
            "{text}"
        );
        let (subject, text) = talkative.filled(ChannelKind::Email, &words);
        assert_eq!(subject, "H26-261120-0001 Đăng ký khai tử");
        assert!(text.contains("UBND phường Mẫu"));
    }

    #[test]
    fn faults_are_named() {
        use TemplateFault::{Brace, NoSubject, NoText, TooLong};
        for (subject, text, channel, fault) in [
            ("a", " ", ChannelKind::Email, NoText),
            ("", "a", ChannelKind::Email, NoSubject),
            ("a", "a {code", ChannelKind::Email, Brace),
            ("a", "a code}", ChannelKind::Email, Brace),
            ("a", "{code}}", ChannelKind::Email, Brace),
        ] {
            assert_eq!(template(subject, text).faults(channel), [fault], "{text}");
        }
        let long = template("", &"a".repeat(SHORT_MAX + 1));
        assert_eq!(long.faults(ChannelKind::Sms), [TooLong(SHORT_MAX)]);
        assert!(
            template("", "Hồ sơ {code}")
                .faults(ChannelKind::Sms)
                .is_empty()
        );
    }
}
