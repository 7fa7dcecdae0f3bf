//! Registers outside (population database, civil status) that know something about a person.
//!
//! A source answers one question about one personal number, within a budget of time; one that fails again and again is left alone for
//! a while ([`Breaker`]). It never decides anything: without an answer the person types. What is done with an answer, the vault
//! decides ([`crate::service`]). Numbers and values are never logged.

mod breaker;
mod http;
mod reader;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::join_all;
use motcua_shared::form::Answer;
use motcua_shared::time::{Date, Timestamp};

pub use self::breaker::Breaker;
pub use self::http::{HttpRegister, HttpSource};

/// Longest time that a form waits for all sources together, unless the settings say otherwise.
pub const BUDGET: Duration = Duration::from_millis(1_500);

/// What a register is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// Personal identification number.
    pub citizen_id: String,
    /// What for: national code of the procedure whose form is begun.
    pub purpose: String,
    /// Names the question, for the register's log.
    pub id: String,
    /// The day in Viet Nam, for checking what comes back.
    pub today: Date,
}

/// What a register knows: canonical values by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// When the register's record was last changed, if it says so.
    pub as_of: Option<Timestamp>,
    /// Path and value; `person.…` and `marriage.…` only.
    pub values: Vec<(String, Answer)>,
}

/// Why there is no answer. The words are for technicians: they hold neither numbers nor values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// It did not answer in time.
    #[error("no answer in time")]
    Slow,
    /// It cannot be reached, or says that it is out of order.
    #[error("{0}")]
    Down(String),
    /// It answered something that cannot be meant.
    #[error("{0}")]
    Nonsense(String),
    /// It failed so often lately that it was not asked.
    #[error("left alone after failures")]
    LeftAlone,
}

/// A register.
#[async_trait]
pub trait Source: Send + Sync {
    /// Its name for people, in Vietnamese.
    fn name(&self) -> &str;

    /// Asks; `None` when it does not know the person.
    ///
    /// # Errors
    /// See [`SourceError`].
    async fn ask(&self, question: &Question) -> Result<Option<Known>, SourceError>;
}

/// The registers of this installation.
#[derive(Clone, Default)]
pub struct Sources {
    all: Vec<Arc<Guarded>>,
    budget: Option<Duration>,
}

struct Guarded {
    source: Box<dyn Source>,
    breaker: Mutex<Breaker>,
}

/// What one register said.
pub struct Said {
    /// Its name.
    pub by: String,
    /// What it knows.
    pub known: Result<Option<Known>, SourceError>,
}

impl Sources {
    /// The same with one more register.
    #[must_use]
    pub fn with(mut self, source: Box<dyn Source>) -> Self {
        self.all.push(Arc::new(Guarded {
            source,
            breaker: Mutex::default(),
        }));
        self
    }

    /// The same with another budget of time.
    #[must_use]
    pub fn within(mut self, budget: Duration) -> Self {
        self.budget = Some(budget);
        self
    }

    /// Whether there is nobody to ask.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Asks all at once; none takes longer than the budget.
    pub async fn ask(&self, question: &Question, now: Timestamp) -> Vec<Said> {
        let budget = self.budget.unwrap_or(BUDGET);
        let asked = self
            .all
            .iter()
            .map(|guarded| guarded.ask(question, now, budget));
        join_all(asked).await
    }
}

impl Guarded {
    async fn ask(&self, question: &Question, now: Timestamp, budget: Duration) -> Said {
        let by = self.source.name().to_owned();
        if !self.breaker().lets_through(now) {
            let known = Err(SourceError::LeftAlone);
            return Said { by, known };
        }
        let answer = tokio::time::timeout(budget, self.source.ask(question)).await;
        let known = answer.unwrap_or(Err(SourceError::Slow));
        match &known {
            Ok(_) => self.breaker().succeeded(),
            Err(why) => {
                self.breaker().failed(now);
                tracing::warn!(source = %by, %why, "a register gave no answer");
            }
        }
        Said { by, known }
    }

    fn breaker(&self) -> std::sync::MutexGuard<'_, Breaker> {
        // What a panicking holder left behind is a count: good enough.
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
