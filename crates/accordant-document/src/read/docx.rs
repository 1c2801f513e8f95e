//! DOCX.
use super::build::Built;
use super::{ReadError, View};
pub(super) fn read(_: &[u8], _: View) -> Result<Built, ReadError> { Ok(Built::default()) }
