//! The press: documents are made off the async threads, a few at a time, and blank forms are kept. Knows nobody's rights.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::{DocumentError, Format, Paper, SlipPage, write, write_slip, write_slips};

/// Documents made at the same time: the other processors stay free for answers.
const AT_ONCE: usize = 2;
/// Documents that may wait besides; more are refused, so that nobody waits for minutes.
const WAITING: usize = 30;
/// Blank forms that are kept. More exist only when somebody makes up addresses; then all are dropped.
const KEPT: usize = 200;

/// Makes documents. Cheap to clone.
#[derive(Clone)]
pub struct Press(Arc<Inner>);

struct Inner {
    places: Semaphore,
    working: Semaphore,
    kept: Mutex<HashMap<String, Bytes>>,
}

impl Default for Press {
    fn default() -> Self {
        Self(Arc::new(Inner {
            places: Semaphore::new(AT_ONCE + WAITING),
            working: Semaphore::new(AT_ONCE),
            kept: Mutex::default(),
        }))
    }
}

impl Press {
    /// Makes one document.
    ///
    /// # Errors
    /// [`DocumentError::Busy`] when too many wait already; those of [`write()`].
    pub async fn print(
        &self,
        paper: Paper,
        layout: Option<String>,
        format: Format,
    ) -> Result<Bytes, DocumentError> {
        self.make(move || write(&paper, layout.as_deref(), format))
            .await
    }

    /// Makes one slip, or the register.
    ///
    /// # Errors
    /// [`DocumentError::Busy`] when too many wait already; those of [`write_slip()`].
    pub async fn print_slip(&self, page: SlipPage) -> Result<Bytes, DocumentError> {
        self.make(move || write_slip(&page)).await
    }

    /// Makes one document of several slips.
    ///
    /// # Errors
    /// [`DocumentError::Busy`] when too many wait already; those of [`write_slips()`].
    pub async fn print_slips(
        &self,
        title: String,
        pages: Vec<SlipPage>,
    ) -> Result<Bytes, DocumentError> {
        self.make(move || write_slips(&title, &pages)).await
    }

    async fn make(
        &self,
        work: impl FnOnce() -> Result<Vec<u8>, DocumentError> + Send + 'static,
    ) -> Result<Bytes, DocumentError> {
        let _place = self
            .0
            .places
            .try_acquire()
            .map_err(|_| DocumentError::Busy)?;
        let working = self.0.working.acquire().await;
        let _working = working.map_err(|_| DocumentError::Busy)?;
        let made = spawn_blocking(work).await;
        made.map_err(|panicked| DocumentError::Layout(panicked.to_string()))?
            .map(Bytes::from)
    }

    /// Makes a document that is the same for everybody, or gives the one made before under this name.
    ///
    /// # Errors
    /// Those of [`Press::print`].
    pub async fn print_once(
        &self,
        name: String,
        paper: Paper,
        layout: Option<String>,
        format: Format,
    ) -> Result<Bytes, DocumentError> {
        let kept = |kept: &Mutex<HashMap<String, Bytes>>| {
            let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.get(&name).cloned()
        };
        if let Some(bytes) = kept(&self.0.kept) {
            return Ok(bytes);
        }
        let bytes = self.print(paper, layout, format).await?;
        let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(name, bytes.clone());
        Ok(bytes)
    }
}
