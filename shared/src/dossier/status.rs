//! The ten national dossier statuses; codes and names as synchronised with the national portal (requirements.md §4.1).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::i18n::{Lang, t::dossier as say};

/// A national status. JSON: its code, 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// 1 Mới đăng ký.
    Submitted,
    /// 2 Được tiếp nhận.
    Accepted,
    /// 3 Không được tiếp nhận.
    Refused,
    /// 4 Đang xử lý.
    Processing,
    /// 5 Yêu cầu bổ sung giấy tờ.
    SupplementRequired,
    /// 6 Yêu cầu thực hiện nghĩa vụ tài chính.
    PaymentRequired,
    /// 7 Công dân yêu cầu rút hồ sơ.
    WithdrawalRequested,
    /// 8 Dừng xử lý.
    Stopped,
    /// 9 Đã xử lý xong.
    Resolved,
    /// 10 Đã trả kết quả.
    Returned,
}

/// How a status looks: colour is never alone, text and icon go with it (R-A11Y-02).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// New.
    Info,
    /// Under way.
    Progress,
    /// The citizen must act.
    Attention,
    /// Good end.
    Success,
    /// Bad end.
    Danger,
    /// Ended otherwise.
    Neutral,
}

impl Status {
    /// All, in the order of their codes.
    pub const ALL: [Self; 10] = [
        Self::Submitted,
        Self::Accepted,
        Self::Refused,
        Self::Processing,
        Self::SupplementRequired,
        Self::PaymentRequired,
        Self::WithdrawalRequested,
        Self::Stopped,
        Self::Resolved,
        Self::Returned,
    ];

    /// National code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Submitted => 1,
            Self::Accepted => 2,
            Self::Refused => 3,
            Self::Processing => 4,
            Self::SupplementRequired => 5,
            Self::PaymentRequired => 6,
            Self::WithdrawalRequested => 7,
            Self::Stopped => 8,
            Self::Resolved => 9,
            Self::Returned => 10,
        }
    }

    /// The status with this code.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Accepts no further transition except a correction of the result (requirements.md §4.4, 3).
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Refused | Self::Stopped | Self::Returned)
    }

    /// The clock of the legal time limit runs.
    #[must_use]
    pub const fn clock_runs(self) -> bool {
        matches!(
            self,
            Self::Accepted | Self::Processing | Self::WithdrawalRequested
        )
    }

    /// Official name.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Submitted => say::status_1(lang),
            Self::Accepted => say::status_2(lang),
            Self::Refused => say::status_3(lang),
            Self::Processing => say::status_4(lang),
            Self::SupplementRequired => say::status_5(lang),
            Self::PaymentRequired => say::status_6(lang),
            Self::WithdrawalRequested => say::status_7(lang),
            Self::Stopped => say::status_8(lang),
            Self::Resolved => say::status_9(lang),
            Self::Returned => say::status_10(lang),
        }
    }

    /// How it looks.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Submitted => Tone::Info,
            Self::Accepted | Self::Processing => Tone::Progress,
            Self::SupplementRequired | Self::PaymentRequired => Tone::Attention,
            Self::Resolved | Self::Returned => Tone::Success,
            Self::Refused => Tone::Danger,
            Self::WithdrawalRequested | Self::Stopped => Tone::Neutral,
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.code())
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = u8::deserialize(deserializer)?;
        Self::from_code(code)
            .ok_or_else(|| serde::de::Error::custom("expected a status code from 1 to 10"))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Status {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        u8::schema()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Status {}
