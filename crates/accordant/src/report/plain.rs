//! Plain: one line an entry, the same words every time, for grep and for editors.

use super::{Remark, Source};
use crate::terminal::clean;

/// `path:line:column: severity: message [code]; help`.
pub(crate) fn plain_line(source: &Source, remark: &Remark) -> String {
    let place = match remark.places.first() {
        Some((span, _)) => source.locate(*span),
        None => format!("{}:1:1", source.name()),
    };
    let one_line = |text: &str| clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut line = format!(
        "{}: {}: {} [{}]",
        one_line(&place),
        remark.severity.as_str(),
        one_line(&remark.message),
        one_line(&remark.code)
    );
    if !remark.help.is_empty() {
        line.push_str(&format!("; {}", one_line(&remark.help)));
    }
    if let Some(accepted) = &remark.accepted {
        line.push_str(&format!(" (accepted: {})", one_line(accepted)));
    }
    line.push('\n');
    line
}
