//! The little expression language of cross-field rules, read into a tree: `a <= b and not c => d`,
//! `count(rows where x) == 1`. Knows words and brackets, not fields: what a name means is for `compile` to say.

/// A read expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// `12`, `0.5`.
    Number(String),
    /// `"female"`.
    Text(String),
    /// `true`, `false`.
    Truth(bool),
    /// `null`.
    Nothing,
    /// `mother_unknown`, `floors.floor_area`.
    Name(String),
    /// `["a", "b"]`.
    List(Vec<Expression>),
    /// `years_between(a, b)`; with what follows `where`.
    Call(String, Vec<Expression>, Option<Box<Expression>>),
    /// `not a`.
    Not(Box<Expression>),
    /// `a and b`, `a or b`, `a => b`, `a <= b`, `a + b`.
    Pair(&'static str, Box<Expression>, Box<Expression>),
}

/// Deepest nesting of brackets that is read.
const DEEPEST: usize = 40;
const COMPARISONS: [&str; 6] = ["<=", ">=", "==", "!=", "<", ">"];

/// Reads an expression.
///
/// # Errors
/// In words, what cannot be read.
pub(super) fn read(text: &str) -> Result<Expression, String> {
    let mut reader = Reader {
        words: words(text)?,
        at: 0,
        depth: 0,
    };
    let read = reader.implication()?;
    match reader.peek() {
        None => Ok(read),
        Some(word) => Err(format!("“{word}” is not expected here")),
    }
}

/// Splits a text into words and signs; a text in quotes keeps its opening quote.
fn words(text: &str) -> Result<Vec<String>, String> {
    let letters: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let rest = letters.get(at..).unwrap_or_default();
        let length = if letter.is_whitespace() {
            at += 1;
            continue;
        } else if letter == '"' || letter == '\'' {
            let inside = rest.iter().skip(1).take_while(|&&sign| sign != letter);
            let inside: String = inside.collect();
            let length = inside.chars().count() + 2;
            if rest.len() < length {
                return Err("a text is not closed".to_owned());
            }
            words.push(format!("\"{inside}"));
            at += length;
            continue;
        } else if letter.is_alphanumeric() || letter == '_' {
            rest.iter()
                .take_while(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '.'))
                .count()
        } else {
            let two: String = rest.iter().take(2).collect();
            if ["=>", "<=", ">=", "==", "!=", "&&", "||"].contains(&two.as_str()) {
                2
            } else if "<>()[],+-*!=".contains(letter) {
                1
            } else {
                return Err(format!("the sign “{letter}” is not understood"));
            }
        };
        words.push(rest.iter().take(length).collect());
        at += length;
    }
    Ok(words)
}

struct Reader {
    words: Vec<String>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<&str> {
        self.words.get(self.at).map(String::as_str)
    }

    fn take(&mut self, wanted: &[&str]) -> bool {
        let found = self.peek().is_some_and(|word| wanted.contains(&word));
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, wanted: &str) -> Result<(), String> {
        if self.take(&[wanted]) {
            Ok(())
        } else {
            Err(format!("“{wanted}” is missing"))
        }
    }

    fn implication(&mut self) -> Result<Expression, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("the brackets are nested too deep".to_owned());
        }
        let left = self.chain(0)?;
        let read = if self.take(&["=>"]) {
            Expression::Pair("=>", Box::new(left), Box::new(self.implication()?))
        } else {
            left
        };
        self.depth -= 1;
        Ok(read)
    }

    /// `or`, then `and`, then what is compared.
    fn chain(&mut self, level: usize) -> Result<Expression, String> {
        let (words, sign): (&[&str], _) = match level {
            0 => (&["or", "||"], "or"),
            1 => (&["and", "&&"], "and"),
            _ => return self.negation(),
        };
        let mut left = self.chain(level + 1)?;
        while self.take(words) {
            left = Expression::Pair(sign, Box::new(left), Box::new(self.chain(level + 1)?));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Expression, String> {
        let mut times = 0_usize;
        while self.take(&["not", "!"]) {
            times += 1;
        }
        let mut read = self.comparison()?;
        for _ in 0..times {
            read = Expression::Not(Box::new(read));
        }
        Ok(read)
    }

    fn comparison(&mut self) -> Result<Expression, String> {
        let left = self.sum()?;
        for sign in COMPARISONS {
            if self.take(&[sign]) {
                return Ok(Expression::Pair(
                    sign,
                    Box::new(left),
                    Box::new(self.sum()?),
                ));
            }
        }
        let negated = self.peek() == Some("not")
            && self.words.get(self.at + 1).map(String::as_str) == Some("in");
        if negated {
            self.at += 1;
        }
        if self.take(&["in"]) {
            let read = Expression::Pair("in", Box::new(left), Box::new(self.sum()?));
            return Ok(if negated {
                Expression::Not(Box::new(read))
            } else {
                read
            });
        }
        Ok(left)
    }

    fn sum(&mut self) -> Result<Expression, String> {
        let mut left = self.product()?;
        loop {
            let sign = match self.peek() {
                Some("+") => "+",
                Some("-") => "-",
                _ => return Ok(left),
            };
            self.at += 1;
            left = Expression::Pair(sign, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expression, String> {
        let mut left = self.value()?;
        while self.take(&["*"]) {
            left = Expression::Pair("*", Box::new(left), Box::new(self.value()?));
        }
        Ok(left)
    }

    fn value(&mut self) -> Result<Expression, String> {
        let Some(word) = self.words.get(self.at).cloned() else {
            return Err("it ends too early".to_owned());
        };
        self.at += 1;
        if let Some(text) = word.strip_prefix('"') {
            return Ok(Expression::Text(text.to_owned()));
        }
        match word.as_str() {
            "(" => {
                let inside = self.implication()?;
                self.expect(")")?;
                return Ok(inside);
            }
            "[" => return Ok(Expression::List(self.list("]")?.0)),
            "-" => {
                return match self.value()? {
                    Expression::Number(number) => Ok(Expression::Number(format!("-{number}"))),
                    _ => Err("“-” must stand before a number".to_owned()),
                };
            }
            "true" => return Ok(Expression::Truth(true)),
            "false" => return Ok(Expression::Truth(false)),
            "null" => return Ok(Expression::Nothing),
            _ => {}
        }
        let first = word.chars().next().unwrap_or(' ');
        if first.is_ascii_digit() {
            return Ok(Expression::Number(word));
        }
        if !(first.is_alphabetic() || first == '_') || ["and", "or", "in"].contains(&word.as_str())
        {
            return Err(format!("“{word}” is not expected here"));
        }
        if self.take(&["("]) {
            let (arguments, only) = self.list(")")?;
            return Ok(Expression::Call(word, arguments, only.map(Box::new)));
        }
        Ok(Expression::Name(word))
    }

    /// What stands between brackets, and what follows `where`.
    fn list(&mut self, end: &str) -> Result<(Vec<Expression>, Option<Expression>), String> {
        let mut parts = Vec::new();
        let mut only = None;
        if self.take(&[end]) {
            return Ok((parts, only));
        }
        loop {
            parts.push(self.implication()?);
            if self.take(&["where"]) {
                only = Some(self.implication()?);
            }
            if self.take(&[end]) {
                return Ok((parts, only));
            }
            self.expect(",")?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_binds_stronger_is_read_first() {
        let text = |text: &str| format!("{:?}", read(text).unwrap());
        assert_eq!(
            text("a or b and not c == 1 => d"),
            text("((a or (b and (not (c == 1)))) => d)")
        );
        assert_eq!(text("a + b * 2 <= c"), text("(a + (b * 2)) <= c"));
        assert_eq!(text("a not in [\"x\", 'y']"), text("not (a in ['x','y'])"));
        assert_eq!(
            text("count(rows where x) == 1"),
            text("(count(rows where (x))) == 1")
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_in_words() {
        for (wrong, reason) in [
            ("a <=", "ends too early"),
            ("a b", "“b” is not expected"),
            ("(a", "“)” is missing"),
            ("\"a", "not closed"),
            ("a ~ b", "“~” is not understood"),
            ("and", "not expected"),
        ] {
            let found = read(wrong).unwrap_err();
            assert!(found.contains(reason), "{wrong}: {found}");
        }
        assert!(read(&"(".repeat(100_000)).is_err());
    }
}
