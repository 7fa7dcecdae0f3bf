//! Rows of repeat groups: add, remove, put back, move. Ids come from the caller, for nothing here is random.

use super::answers::{Answer, Answers, Row};

/// A row that was removed, with its place, so that it can be put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Where it stood, from 0.
    pub place: usize,
    /// The row with its answers.
    pub row: Row,
}

/// The rows at a path (`group` or `group[row].inner`), made when there are none yet. `None` when a row on the way does
/// not exist, or something else than rows stands there.
pub fn rows_at<'a>(answers: &'a mut Answers, path: &str) -> Option<&'a mut Vec<Row>> {
    let (key, rest) = path.split_once('[').unwrap_or((path, ""));
    let slot = answers
        .entry(key.to_owned())
        .or_insert_with(|| Answer::Rows(Vec::new()));
    // An empty list has no shape of its own in JSON.
    if matches!(slot, Answer::Files(files) if files.is_empty()) {
        *slot = Answer::Rows(Vec::new());
    }
    let Answer::Rows(rows) = slot else {
        return None;
    };
    if rest.is_empty() {
        return Some(rows);
    }
    let (id, inner) = rest.split_once("].")?;
    let row = rows.iter_mut().find(|row| row.id == id)?;
    rows_at(&mut row.answers, inner)
}

/// Adds a row at the end. `false` when the id is taken.
pub fn add(rows: &mut Vec<Row>, id: &str, answers: Answers) -> bool {
    if rows.iter().any(|row| row.id == id) {
        return false;
    }
    rows.push(Row {
        id: id.to_owned(),
        answers,
    });
    true
}

/// Takes a row out.
pub fn remove(rows: &mut Vec<Row>, id: &str) -> Option<Removed> {
    let place = rows.iter().position(|row| row.id == id)?;
    Some(Removed {
        place,
        row: rows.remove(place),
    })
}

/// Puts a removed row back where it stood, or at the end when there are fewer rows now. `false` when the id is taken.
pub fn put_back(rows: &mut Vec<Row>, removed: Removed) -> bool {
    if rows.iter().any(|row| row.id == removed.row.id) {
        return false;
    }
    rows.insert(removed.place.min(rows.len()), removed.row);
    true
}

/// Moves a row to a place, from 0; beyond the end means the end. Returns where it stands now.
pub fn shift(rows: &mut Vec<Row>, id: &str, to: usize) -> Option<usize> {
    let from = rows.iter().position(|row| row.id == id)?;
    let row = rows.remove(from);
    let to = to.min(rows.len());
    rows.insert(to, row);
    Some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(rows: &[Row]) -> Vec<&str> {
        rows.iter().map(|row| row.id.as_str()).collect()
    }

    #[test]
    fn rows_come_go_and_return() {
        let mut answers = Answers::new();
        let rows = rows_at(&mut answers, "floors").unwrap();
        for id in ["a", "b", "c"] {
            assert!(add(rows, id, Answers::new()));
        }
        assert!(!add(rows, "b", Answers::new()), "the id is taken");
        let removed = remove(rows, "b").unwrap();
        assert_eq!(shift(rows, "a", 9), Some(1));
        assert_eq!(ids(rows), ["c", "a"]);
        assert!(put_back(rows, removed.clone()));
        assert_eq!(ids(rows), ["c", "b", "a"]);
        assert!(!put_back(rows, removed));
        assert_eq!(remove(rows, "x"), None);

        let rooms = rows_at(&mut answers, "floors[b].rooms").unwrap();
        assert!(add(rooms, "r", Answers::new()));
        assert_eq!(
            rows_at(&mut answers, "floors[b].rooms").map(|rows| rows.len()),
            Some(1)
        );
        assert!(rows_at(&mut answers, "floors[x].rooms").is_none());
        answers.insert("name".to_owned(), "An".into());
        assert!(rows_at(&mut answers, "name").is_none());
    }
}
