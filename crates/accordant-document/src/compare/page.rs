//! The page: a comparison as one self-contained web page.
