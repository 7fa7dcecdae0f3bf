//! An officer's desk: how the queue looks for them, and the leader's board.

use serde::{Deserialize, Serialize};

use super::label::Label;
use super::queue::QueueQuery;
use crate::i18n::Bilingual;
use crate::text::clean;

/// Most named views of an officer.
pub const VIEWS_MAX: usize = 30;
/// Most characters of a view's name.
pub const VIEW_NAME_MAX: usize = 60;

/// How the queue looks for one officer, on every device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeskSettings {
    /// Columns beside the code, in their order.
    pub columns: Vec<QueueColumn>,
    /// Height of the rows.
    pub density: Density,
    /// Single keys act (WCAG 2.1.4: they can be turned off).
    pub single_keys: bool,
    /// Named views.
    pub views: Vec<SavedView>,
}

/// A column of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueColumn {
    /// Owner.
    Owner,
    /// Procedure.
    Procedure,
    /// Status.
    Status,
    /// Step and officer.
    Step,
    /// Unit.
    Unit,
    /// Labels.
    Labels,
    /// When it was filed.
    Submitted,
    /// Due date.
    Due,
}

impl QueueColumn {
    /// All, in their usual order.
    pub const ALL: [Self; 8] = [
        Self::Owner,
        Self::Procedure,
        Self::Status,
        Self::Step,
        Self::Unit,
        Self::Labels,
        Self::Submitted,
        Self::Due,
    ];
}

/// Height of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Room between the lines.
    #[default]
    Comfortable,
    /// More rows on the screen.
    Compact,
}

/// A list that an officer has given a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SavedView {
    /// The name.
    pub name: String,
    /// What it lists, from the beginning.
    pub query: QueueQuery,
}

impl Default for DeskSettings {
    fn default() -> Self {
        let rare = [QueueColumn::Unit, QueueColumn::Labels];
        Self {
            columns: QueueColumn::ALL
                .into_iter()
                .filter(|column| !rare.contains(column))
                .collect(),
            density: Density::default(),
            single_keys: true,
            views: Vec::new(),
        }
    }
}

impl DeskSettings {
    /// As they are kept: columns once each, views with a name of their own and from their beginning, the newest of a name.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        let mut columns = Vec::new();
        for column in self.columns {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        let mut views: Vec<SavedView> = Vec::new();
        for view in self.views {
            let name: String = clean(&view.name).chars().take(VIEW_NAME_MAX).collect();
            if name.is_empty() {
                continue;
            }
            views.retain(|known| known.name != name);
            let query = view.query.from_start();
            views.push(SavedView { name, query });
        }
        let surplus = views.len().saturating_sub(VIEWS_MAX);
        views.drain(..surplus);
        self.columns = columns;
        self.views = views;
        self
    }
}

/// What the pages of the desk need beside their lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Desk {
    /// How the queue looks.
    pub settings: DeskSettings,
    /// Units of the agency: id and name.
    pub units: Vec<(String, Bilingual)>,
    /// Officers of the agency: account and name.
    pub officers: Vec<(String, String)>,
    /// Labels of the agency.
    pub labels: Vec<Label>,
    /// Id of the newest run over many dossiers that is not finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfinished: Option<String>,
}

/// The leader's board (R-FLOW-23): the live dossiers of the agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Board {
    /// By unit.
    pub units: Vec<BoardLine>,
    /// By officer, and those that nobody has taken under [`super::queue::NOBODY`].
    pub officers: Vec<BoardLine>,
    /// How much the agency did not ask again, the shortest period first.
    pub reuse: Vec<super::my_data::ReusePeriod>,
}

/// The load of a unit or an officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardLine {
    /// Unit or account, as the filter of the queue wants it.
    pub id: String,
    /// Name.
    pub name: Bilingual,
    /// Unit of an officer; empty for a unit.
    pub unit: Bilingual,
    /// Live dossiers.
    pub load: u64,
    /// Near due.
    pub due: u64,
    /// Overdue.
    pub overdue: u64,
    /// Nothing has happened for two working days.
    pub idle: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::queue::QueueView;

    #[test]
    fn what_is_kept_is_tidy() {
        let view = |name: &str, view| SavedView {
            name: name.to_owned(),
            query: QueueQuery {
                view,
                after: "1~x".to_owned(),
                ..QueueQuery::default()
            },
        };
        let mut settings = DeskSettings {
            columns: vec![QueueColumn::Due, QueueColumn::Owner, QueueColumn::Due],
            views: vec![
                view(" Quá  hạn ", QueueView::Overdue),
                view("", QueueView::Mine),
                view("Quá hạn", QueueView::Due),
            ],
            ..DeskSettings::default()
        };
        let kept = settings.clone().tidy();
        assert_eq!(kept.columns, [QueueColumn::Due, QueueColumn::Owner]);
        assert_eq!(kept.views.len(), 1);
        assert_eq!(kept.views[0].query.view, QueueView::Due);
        assert!(kept.views[0].query.after.is_empty());
        settings.views = (0..40)
            .map(|number| view(&number.to_string(), QueueView::Mine))
            .collect();
        let kept = settings.tidy();
        assert_eq!(kept.views.len(), VIEWS_MAX);
        assert_eq!(kept.views[0].name, "10", "the oldest make room");
    }
}
