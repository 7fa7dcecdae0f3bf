//! From an address of an old paper, with its district, to the units of today: a proposal, which a person takes or not.

use crate::text::fold;

/// A province as it is looked for: its code, its name and the names of those that were merged into it.
pub struct ProvinceNames<'a> {
    /// Two digits.
    pub code: &'a str,
    /// Names without “Tỉnh” or “Thành phố”.
    pub names: Vec<&'a str>,
}

/// The parts of an address between commas, last first, without tones.
fn parts(text: &str) -> impl Iterator<Item = String> {
    text.rsplit([',', ';'])
        .map(|part| fold(part.trim()))
        .filter(|part| !part.is_empty())
}

/// The province that an old address names: one of today, or the one that its province was merged into.
#[must_use]
pub fn province_of(text: &str, provinces: &[ProvinceNames<'_>]) -> Option<String> {
    parts(text).find_map(|part| {
        let name = ["tinh ", "thanh pho ", "tp. ", "tp ", "tp."]
            .iter()
            .find_map(|kind| part.strip_prefix(kind))
            .unwrap_or(&part)
            .trim();
        let fits =
            |province: &&ProvinceNames<'_>| province.names.iter().any(|known| fold(known) == name);
        provinces
            .iter()
            .find(fits)
            .map(|province| province.code.to_owned())
    })
}

/// The commune of today that has the very name of the old one; `communes` are codes with full names of one province.
/// Two of that name propose nothing.
#[must_use]
pub fn commune_of(text: &str, communes: &[(&str, &str)]) -> Option<String> {
    parts(text).find_map(|part| {
        let mut same = communes.iter().filter(|(_, name)| fold(name) == part);
        let (code, _) = same.next()?;
        same.next().is_none().then(|| (*code).to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::{ProvinceNames, commune_of, province_of};

    #[test]
    fn an_old_address_proposes_the_units_of_today() {
        let provinces = [
            ProvinceNames {
                code: "01",
                names: vec!["Hà Nội"],
            },
            ProvinceNames {
                code: "24",
                names: vec!["Bắc Ninh", "Bắc Giang"],
            },
        ];
        let province = |text: &str| province_of(text, &provinces);
        let merged = "Xã Ví Dụ, huyện Yên Dũng, tỉnh Bắc Giang";
        assert_eq!(province(merged).as_deref(), Some("24"));
        assert_eq!(province("12 Phố Huế, TP. Hà Nội").as_deref(), Some("01"));
        assert_eq!(province("thanh pho ha noi").as_deref(), Some("01"));
        assert_eq!(province("12 Hà Nội Mới, Sao Hoả"), None);
        assert_eq!(province(""), None);

        let communes = [
            ("00004", "Phường Ba Đình"),
            ("1", "Xã An Khánh"),
            ("2", "Xã An Khánh"),
        ];
        let commune = |text: &str| commune_of(text, &communes);
        let found = commune("Số 1, phường Ba Đình, quận Ba Đình, Hà Nội");
        assert_eq!(found.as_deref(), Some("00004"));
        assert_eq!(commune("xã An Khánh, Hà Nội"), None, "two of that name");
        assert_eq!(commune("Ba Đình"), None, "a district, perhaps");
    }
}
