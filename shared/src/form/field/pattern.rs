//! Patterns for lines of text: a small, total matcher. The whole text must match. It runs in time proportional to text ×
//! pattern, whatever both are, and needs a hundredth of the code of a general library.
//!
//! Known: letters as they are, `.`, `\d` `\w` `\s`, `\p{L}` `\p{M}` `\p{N}`, `[a-z]` and `[^…]`, `( )` `(?: )`, `|`, `?` `*` `+`
//! `{n}` `{n,}` `{n,m}`, `\` before a sign, `^` at the start and `$` at the end. Nothing else.

use std::iter::Peekable;
use std::str::Chars;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Most steps a pattern may have when its repetitions are written out.
const MOST_STEPS: usize = 4000;
/// Deepest nesting of groups.
const MOST_DEPTH: u32 = 20;

/// A pattern, prepared when the form is read. One that cannot be read matches everything: lint refuses it, nobody is blocked.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: String,
    steps: Option<Vec<Step>>,
}

#[derive(Clone, Debug)]
enum Step {
    /// One letter of this set.
    Letter(Set),
    /// Go on at both places.
    Fork(usize, usize),
    /// Go on there.
    Jump(usize),
}

#[derive(Clone, Debug)]
struct Set {
    negated: bool,
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
enum Item {
    Range(char, char),
    Digit,
    Word,
    Space,
    Alphabetic,
    Mark,
    Any,
}

/// A part of the pattern before it becomes steps.
enum Node {
    Letter(Set),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    Repeat(Box<Node>, usize, Option<usize>),
}

impl Pattern {
    /// Prepares a pattern.
    #[must_use]
    pub fn new(source: &str) -> Self {
        Self {
            steps: compile(source),
            source: source.to_owned(),
        }
    }

    /// As it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it could be read.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.steps.is_some()
    }

    /// Whether the whole text has this pattern.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let Some(steps) = &self.steps else {
            return true;
        };
        let mut now = Places::new(steps);
        now.reach(steps, 0);
        for letter in text.chars() {
            let mut next = Places::new(steps);
            for &place in &now.list {
                if let Some(Step::Letter(set)) = steps.get(place)
                    && set.has(letter)
                {
                    next.reach(steps, place + 1);
                }
            }
            if next.list.is_empty() {
                return false;
            }
            now = next;
        }
        now.list.contains(&steps.len())
    }
}

/// The places of the pattern that the text read so far can lead to.
struct Places {
    list: Vec<usize>,
    seen: Vec<bool>,
}

impl Places {
    fn new(steps: &[Step]) -> Self {
        Self {
            list: Vec::new(),
            seen: vec![false; steps.len() + 1],
        }
    }

    fn reach(&mut self, steps: &[Step], place: usize) {
        let mut waiting = vec![place];
        while let Some(place) = waiting.pop() {
            match self.seen.get_mut(place) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            match steps.get(place) {
                Some(Step::Fork(left, right)) => waiting.extend([*left, *right]),
                Some(Step::Jump(to)) => waiting.push(*to),
                Some(Step::Letter(_)) | None => self.list.push(place),
            }
        }
    }
}

impl Set {
    fn one(item: Item) -> Self {
        Self {
            negated: false,
            items: vec![item],
        }
    }

    fn has(&self, letter: char) -> bool {
        let found = self.items.iter().any(|item| match item {
            Item::Range(from, to) => (*from..=*to).contains(&letter),
            Item::Digit => letter.is_ascii_digit(),
            Item::Word => letter.is_alphanumeric() || letter == '_',
            Item::Space => letter.is_whitespace(),
            Item::Alphabetic => letter.is_alphabetic(),
            Item::Mark => ('\u{300}'..='\u{36f}').contains(&letter),
            Item::Any => true,
        });
        found != self.negated
    }
}

fn compile(source: &str) -> Option<Vec<Step>> {
    let trimmed = source.strip_prefix('^').unwrap_or(source);
    let trimmed = match trimmed.strip_suffix('$') {
        Some(head) if !head.ends_with('\\') => head,
        _ => trimmed,
    };
    let mut letters = trimmed.chars().peekable();
    let node = either(&mut letters, 0)?;
    if letters.next().is_some() {
        return None;
    }
    let mut steps = Vec::new();
    write(&node, &mut steps)?;
    Some(steps)
}

fn either(letters: &mut Peekable<Chars<'_>>, depth: u32) -> Option<Node> {
    let mut ways = vec![sequence(letters, depth)?];
    while letters.next_if_eq(&'|').is_some() {
        ways.push(sequence(letters, depth)?);
    }
    Some(Node::Either(ways))
}

fn sequence(letters: &mut Peekable<Chars<'_>>, depth: u32) -> Option<Node> {
    let mut nodes = Vec::new();
    while let Some(&letter) = letters.peek() {
        let node = match letter {
            '|' | ')' => break,
            '(' => {
                letters.next();
                if letters.next_if_eq(&'?').is_some() {
                    letters.next_if_eq(&':')?;
                }
                if depth >= MOST_DEPTH {
                    return None;
                }
                let inner = either(letters, depth + 1)?;
                letters.next_if_eq(&')')?;
                inner
            }
            '?' | '*' | '+' | '{' | '^' | '$' => return None,
            _ => Node::Letter(letter_set(letters)?),
        };
        nodes.push(repetition(letters, node)?);
    }
    Some(Node::Sequence(nodes))
}

fn repetition(letters: &mut Peekable<Chars<'_>>, node: Node) -> Option<Node> {
    let (least, most) = match letters.peek() {
        Some('?') => (0, Some(1)),
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('{') => {
            letters.next();
            let inside: String =
                std::iter::from_fn(|| letters.next_if(|letter| *letter != '}')).collect();
            letters.next_if_eq(&'}')?;
            let (least, most) = match inside.split_once(',') {
                None => (inside.parse().ok()?, Some(inside.parse().ok()?)),
                Some((least, "")) => (least.parse().ok()?, None),
                Some((least, most)) => (least.parse().ok()?, Some(most.parse().ok()?)),
            };
            if most.is_some_and(|most| most < least) {
                return None;
            }
            return Some(Node::Repeat(Box::new(node), least, most));
        }
        _ => return Some(node),
    };
    letters.next();
    Some(Node::Repeat(Box::new(node), least, most))
}

fn letter_set(letters: &mut Peekable<Chars<'_>>) -> Option<Set> {
    match letters.next()? {
        '.' => Some(Set::one(Item::Any)),
        '\\' => escaped(letters).map(Set::one),
        '[' => {
            let negated = letters.next_if_eq(&'^').is_some();
            let mut items = Vec::new();
            loop {
                let item = match letters.next()? {
                    ']' if !items.is_empty() => return Some(Set { negated, items }),
                    '\\' => escaped(letters)?,
                    letter => Item::Range(letter, letter),
                };
                items.push(range(item, letters)?);
            }
        }
        letter => Some(Set::one(Item::Range(letter, letter))),
    }
}

/// `a-z` from `a`; a hyphen before the bracket closes is a hyphen.
fn range(item: Item, letters: &mut Peekable<Chars<'_>>) -> Option<Item> {
    let Item::Range(from, _) = item else {
        return Some(item);
    };
    let mut ahead = letters.clone();
    if ahead.next() != Some('-') || matches!(ahead.peek(), Some(']') | None) {
        return Some(item);
    }
    letters.next();
    let to = match letters.next()? {
        '\\' => match escaped(letters)? {
            Item::Range(to, _) => to,
            _ => return None,
        },
        to => to,
    };
    (from <= to).then_some(Item::Range(from, to))
}

fn escaped(letters: &mut Peekable<Chars<'_>>) -> Option<Item> {
    Some(match letters.next()? {
        'd' => Item::Digit,
        'w' => Item::Word,
        's' => Item::Space,
        'p' => {
            letters.next_if_eq(&'{')?;
            let name = letters.next()?;
            letters.next_if_eq(&'}')?;
            match name {
                'L' => Item::Alphabetic,
                'M' => Item::Mark,
                'N' => Item::Digit,
                _ => return None,
            }
        }
        letter if !letter.is_alphanumeric() => Item::Range(letter, letter),
        _ => return None,
    })
}

fn write(node: &Node, steps: &mut Vec<Step>) -> Option<()> {
    if steps.len() > MOST_STEPS {
        return None;
    }
    match node {
        Node::Letter(set) => steps.push(Step::Letter(set.clone())),
        Node::Sequence(nodes) => {
            for node in nodes {
                write(node, steps)?;
            }
        }
        Node::Either(ways) => {
            let mut ends = Vec::new();
            for (index, way) in ways.iter().enumerate() {
                if index + 1 == ways.len() {
                    write(way, steps)?;
                    continue;
                }
                let fork = steps.len();
                steps.push(Step::Fork(fork + 1, 0));
                write(way, steps)?;
                ends.push(steps.len());
                steps.push(Step::Jump(0));
                let other = steps.len();
                set(steps, fork, Step::Fork(fork + 1, other));
            }
            let end = steps.len();
            for place in ends {
                set(steps, place, Step::Jump(end));
            }
        }
        Node::Repeat(node, least, most) => {
            for _ in 0..*least {
                let before = steps.len();
                write(node, steps)?;
                // Nothing, however often, is nothing.
                if steps.len() == before {
                    break;
                }
            }
            match most {
                None => {
                    let fork = steps.len();
                    steps.push(Step::Fork(0, 0));
                    write(node, steps)?;
                    steps.push(Step::Jump(fork));
                    let end = steps.len();
                    set(steps, fork, Step::Fork(fork + 1, end));
                }
                Some(most) => {
                    let mut forks = Vec::new();
                    for _ in *least..*most {
                        forks.push(steps.len());
                        steps.push(Step::Jump(0));
                        write(node, steps)?;
                    }
                    let end = steps.len();
                    for fork in forks {
                        set(steps, fork, Step::Fork(fork + 1, end));
                    }
                }
            }
        }
    }
    (steps.len() <= MOST_STEPS).then_some(())
}

fn set(steps: &mut [Step], place: usize, step: Step) {
    if let Some(old) = steps.get_mut(place) {
        *old = step;
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|source| Self::new(&source))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Pattern {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Pattern {}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn patterns_of_real_forms() {
        for (pattern, good, wrong) in [
            (
                r"^[A-Z]{0,2}\d{6,12}$",
                vec!["AB123456", "123456"],
                vec!["ABC123456", "12345", "AB123456x"],
            ),
            (
                r"^Hộ kinh doanh .{2,150}$",
                vec!["Hộ kinh doanh Mẫu"],
                vec!["Hộ kinh doanh A", "HKD Mẫu"],
            ),
            (
                r"^(\d{10}(-\d{3})?|\d{12})$",
                vec!["0123456789", "0123456789-001", "012345678901"],
                vec!["01234567890", "0123456789-01"],
            ),
            (
                r"^[\p{L}][\p{L}\p{M}'’ .-]{1,99}$",
                vec!["H’Mẫu Niê-Kđăm"],
                vec!["X", "Nguyễn 2"],
            ),
            (
                r"^(0|\+84)(2\d{9}|[35789]\d{8})$",
                vec!["0912345678", "+842438251234"],
                vec!["0112345678"],
            ),
            (r"a|bc*", vec!["a", "b", "bccc"], vec!["ac", ""]),
            (r"[^0-9]+", vec!["abc"], vec!["a1", ""]),
            (r"(?:xy)+", vec!["xy", "xyxy"], vec!["xyx"]),
            ("", vec![""], vec!["a"]),
        ] {
            let compiled = Pattern::new(pattern);
            assert!(compiled.is_sound(), "{pattern}");
            for text in good {
                assert!(compiled.matches(text), "{pattern} {text}");
            }
            for text in wrong {
                assert!(!compiled.matches(text), "{pattern} {text}");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_blocks_nobody() {
        for broken in [
            "(",
            "a{",
            "a{2,1}",
            "[",
            "[]",
            "*a",
            "(?=a)",
            r"\b",
            r"\",
            "a{99999}",
            "((a{50}){50}){50}",
            "[z-a]",
        ] {
            let pattern = Pattern::new(broken);
            assert!(
                !pattern.is_sound() && pattern.matches("anything"),
                "{broken}"
            );
        }
        let nested = format!("{}a{}", "(".repeat(5000), ")".repeat(5000));
        assert!(!Pattern::new(&nested).is_sound());
    }

    #[test]
    fn hostile_patterns_take_no_longer() {
        let pattern = Pattern::new("(a*)*(a|a)*b");
        assert!(!pattern.matches(&"a".repeat(20_000)));
    }
}
