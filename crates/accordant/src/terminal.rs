//! The terminal: colour, width, wrapping, progress. Data goes to stdout, everything else to stderr.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use accordant_agreement::Severity;
use anstream::ColorChoice;
use owo_colors::OwoColorize;

use crate::arguments::Colour;
use crate::failure::Failure;

/// Obeys `--color`; `auto` minds the terminal, `NO_COLOR` and `CLICOLOR_FORCE`.
pub(crate) fn choose_colour(colour: Colour) {
    match colour {
        Colour::Auto => ColorChoice::Auto,
        Colour::Always => ColorChoice::AlwaysAnsi,
        Colour::Never => ColorChoice::Never,
    }
    .write_global();
}

/// Prints data to stdout.
///
/// **Errors:** [`Failure::ReaderGone`] when nobody reads any more.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    // Without colour there is none to take out.
    let written = if text.contains('\x1b') {
        let mut out = anstream::stdout();
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    } else {
        let mut out = io::stdout();
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    };
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::ReaderGone),
        Err(error) => Err(Failure::asked(format!("the output cannot be written: {error}"), "")),
    }
}

/// Says a line to the person at the terminal, on stderr.
pub(crate) fn note(line: &str) {
    // Nobody is left to tell when stderr is closed.
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Whether a person sits at the terminal and can answer a question.
pub(crate) fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Columns to fill: those of the terminal within reason, `COLUMNS`, or 100.
pub(crate) fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    let real = || {
        let (terminal_size::Width(columns), _) = terminal_size::terminal_size()?;
        Some(usize::from(columns))
    };
    asked.or_else(real).unwrap_or(100).clamp(60, 110)
}

/// Wraps a text, the first line after `first`, the others after `rest`.
pub(crate) fn wrap(text: &str, first: &str, rest: &str) -> String {
    let options = textwrap::Options::new(width())
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::fill(text, options)
}

/// Columns that a text takes when printed.
pub(crate) fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// Fills a text with blanks to a number of columns.
pub(crate) fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(columns(text))))
}

/// Cuts a text to a number of columns, with an ellipsis where something is lost.
pub(crate) fn cut(text: &str, to: usize) -> String {
    if columns(text) <= to {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        if columns(&kept) + columns(character.encode_utf8(&mut [0; 4])) >= to {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}

/// Replaces characters that would steer the terminal or hide text; each byte keeps its place.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => "\n".to_owned(),
            '\t' | '\r' => " ".to_owned(),
            c if c.is_control() => "?".repeat(c.len_utf8()),
            '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{200b}'..='\u{200f}'
            | '\u{feff}' => "\u{fffd}".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

/// A heading of a report, with a rule to the edge.
pub(crate) fn heading(title: &str) -> String {
    let rule = "─".repeat(width().saturating_sub(columns(title) + 1));
    format!("{} {}", title.bold(), rule.dimmed())
}

/// Bold.
pub(crate) fn strong(text: &str) -> String {
    text.bold().to_string()
}

/// Dimmed.
pub(crate) fn faint(text: &str) -> String {
    text.dimmed().to_string()
}

/// Good news.
pub(crate) fn good(text: &str) -> String {
    text.green().to_string()
}

/// Bad news.
pub(crate) fn bad(text: &str) -> String {
    text.red().bold().to_string()
}

/// Something to watch.
pub(crate) fn caution(text: &str) -> String {
    text.yellow().to_string()
}

/// An id, a path or a command.
pub(crate) fn code(text: &str) -> String {
    text.cyan().to_string()
}

/// A text in the colour of its severity.
pub(crate) fn toned(severity: Severity, text: &str) -> String {
    match severity {
        Severity::Error => bad(text),
        Severity::Warning => caution(text),
        Severity::Advice => text.blue().to_string(),
        Severity::Note => faint(text),
    }
}

/// The sign of a severity; the word always stands beside it.
pub(crate) fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "×",
        Severity::Warning => "⚠",
        Severity::Advice => "☞",
        Severity::Note => "·",
    }
}

/// A count with its noun.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Shows on stderr what is going on, once it has taken most of a second.
pub(crate) struct Progress {
    steps: Option<Sender<String>>,
    drawer: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts; silent when stderr is no terminal.
    pub(crate) fn start(step: &str) -> Self {
        if !io::stderr().is_terminal() {
            return Self { steps: None, drawer: None };
        }
        let (steps, heard) = channel::<String>();
        let mut step = step.to_owned();
        let drawer = std::thread::spawn(move || {
            const FRAMES: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
            let mut patience = Duration::from_millis(700);
            let mut drawn = false;
            for frame in FRAMES.iter().cycle() {
                match heard.recv_timeout(patience) {
                    Ok(next) => step = next,
                    Err(RecvTimeoutError::Timeout) => patience = Duration::from_millis(90),
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if patience < Duration::from_millis(700) {
                    let line = cut(&step, width().saturating_sub(4));
                    let _ = write!(anstream::stderr(), "\r\u{1b}[2K{} {line}", frame.cyan());
                    drawn = true;
                }
            }
            if drawn {
                let _ = write!(io::stderr(), "\r\u{1b}[2K");
            }
        });
        Self { steps: Some(steps), drawer: Some(drawer) }
    }

    /// Names the step that comes now.
    pub(crate) fn step(&self, step: &str) {
        if let Some(steps) = &self.steps {
            let _ = steps.send(step.to_owned());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.steps = None;
        if let Some(drawer) = self.drawer.take() {
            let _ = drawer.join();
        }
    }
}
