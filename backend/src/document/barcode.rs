//! Barcodes in Code 128 (ISO/IEC 15417), code set B, as black-and-white PNG pictures: what a hand scanner at the counter reads
//! (R-CODE-04).

use super::{DocumentError, picture};

/// Widths of bars and gaps of each symbol, bar first, by value; the last three are the starts.
const SYMBOLS: [&str; 106] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232",
];
/// Value of the start of code set B.
const START: usize = 104;
/// The stop.
const STOP: &str = "2331112";
/// Light modules at each end.
const QUIET: usize = 10;
/// Dots of a module's width.
const DOTS: usize = 4;
/// Dots of the height; the layout stretches it.
const HEIGHT: usize = 48;

/// The picture of a text of printable ASCII.
///
/// # Errors
/// [`DocumentError::Barcode`] with any other letter.
pub(super) fn png(text: &str) -> Result<Vec<u8>, DocumentError> {
    let modules = modules(text)?;
    let dark = |x: usize, _| modules.get(x / DOTS).copied().unwrap_or(false);
    picture::png(modules.len() * DOTS, HEIGHT, dark).map_err(DocumentError::Barcode)
}

/// The modules from left to right, dark ones true, with the quiet zones.
fn modules(text: &str) -> Result<Vec<bool>, DocumentError> {
    let mut values = vec![START];
    let mut sum = START;
    for (index, letter) in text.bytes().enumerate() {
        let value = usize::from(letter)
            .checked_sub(32)
            .filter(|value| *value < 95)
            .ok_or_else(|| DocumentError::Barcode(format!("{text:?} has other letters")))?;
        sum += value * (index + 1);
        values.push(value);
    }
    values.push(sum % 103);
    let mut modules = vec![false; QUIET];
    let symbols = values
        .iter()
        .filter_map(|value| SYMBOLS.get(*value).copied());
    for symbol in symbols.chain([STOP]) {
        for (index, width) in symbol.bytes().enumerate() {
            let width = usize::from(width - b'0');
            modules.extend(std::iter::repeat_n(index % 2 == 0, width));
        }
    }
    modules.extend([false; QUIET]);
    Ok(modules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_symbols_are_those_of_the_standard() {
        for (index, symbol) in SYMBOLS.iter().enumerate() {
            let widths: Vec<u8> = symbol.bytes().map(|width| width - b'0').collect();
            assert_eq!(widths.iter().sum::<u8>(), 11, "{symbol}");
            // Self-checking: the bars of each symbol are an even number of modules wide.
            assert_eq!(widths.iter().step_by(2).sum::<u8>() % 2, 0, "{symbol}");
            assert!(!SYMBOLS[index + 1..].contains(symbol), "{symbol} twice");
        }
    }

    #[test]
    fn a_code_is_read_back() {
        let code = "000.00.91.H26-261120-0001";
        let modules = modules(code).unwrap();
        assert_eq!(modules.len(), 2 * QUIET + 11 * (code.len() + 2) + 13);
        let inside = &modules[QUIET..modules.len() - QUIET - 13];
        let values: Vec<usize> = inside
            .chunks(11)
            .map(|symbol| {
                let mut widths = String::new();
                let mut run = 0;
                for (index, module) in symbol.iter().enumerate() {
                    run += 1;
                    if symbol.get(index + 1) != Some(module) {
                        widths.push_str(&run.to_string());
                        run = 0;
                    }
                }
                SYMBOLS.iter().position(|known| *known == widths).unwrap()
            })
            .collect();
        assert_eq!(values[0], START);
        let letters = &values[1..values.len() - 1];
        let text: String = letters
            .iter()
            .map(|value| char::from(u8::try_from(value + 32).unwrap()))
            .collect();
        assert_eq!(text, code);
        let check = letters
            .iter()
            .enumerate()
            .fold(START, |sum, (index, value)| sum + value * (index + 1));
        assert_eq!(values.last(), Some(&(check % 103)));
        assert!(super::modules("hồ sơ").is_err());
    }
}
