//! The page around the contract: menus, banners, forms, and what nobody sees.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Node, Selector};

/// What of a page is no contract.
pub(super) struct Chrome {
    /// The ids of the elements that are left out.
    out: HashSet<NodeId>,
    /// Tables that only place things on the page.
    layout: HashSet<NodeId>,
    /// The letters of each element.
    letters: HashMap<NodeId, usize>,
    /// The elements that the main part stands in.
    path: HashSet<NodeId>,
}

/// Parts of names of classes and ids that mark what surrounds a text.
const MARKS: [&str; 24] = [
    "cookie",
    "consent",
    "navbar",
    "navigation",
    "breadcrumb",
    "sidebar",
    "side-nav",
    "sidenav",
    "toc",
    "table-of-contents",
    "tableofcontents",
    "share",
    "social",
    "newsletter",
    "skip-link",
    "skiplink",
    "site-header",
    "site-footer",
    "menu",
    "popup",
    "modal",
    "toolbar",
    "subscribe",
    "search-form",
];

impl Chrome {
    /// Looks at a page.
    pub(super) fn of(page: &Html) -> Self {
        let root = page.root_element();
        let letters = count_all(page);
        let all = letters.get(&root.id()).copied().unwrap_or(0);
        let main = find_main(page, &letters, all);
        let path = main.map(|main| main.ancestors().map(|node| node.id()).collect());
        let mut chrome = Self {
            out: HashSet::new(),
            layout: HashSet::new(),
            letters,
            path: path.unwrap_or_default(),
        };
        chrome.look(root, all, main.map(|main| main.id()), 0);
        chrome
    }

    fn look(&mut self, element: ElementRef<'_>, all: usize, main: Option<NodeId>, depth: usize) {
        if depth > 400 {
            return;
        }
        let is_main = Some(element.id()) == main;
        let on_path = self.path.contains(&element.id());
        let letters = self.letters.get(&element.id()).copied().unwrap_or(0);
        let large = |share: usize| letters * 100 > all * share;
        if !is_main && !on_path && depth > 1 && is_chrome(element, &large) {
            self.out.insert(element.id());
            return;
        }
        if element.value().name() == "table" && large(60) {
            self.layout.insert(element.id());
        }
        for child in element.children().filter_map(ElementRef::wrap) {
            let leads = Some(child.id()) == main
                || self.path.contains(&child.id())
                || child.value().classes().any(|class| class == "cover");
            // Beside the main part, nothing of the page is contract.
            if on_path && !leads && child.value().name() != "head" {
                self.out.insert(child.id());
            } else {
                self.look(child, all, main, depth + 1);
            }
        }
    }

    /// Whether an element is left out.
    pub(super) fn holds(&self, element: ElementRef<'_>) -> bool {
        self.out.contains(&element.id())
    }

    /// Whether a table only places things on the page.
    pub(super) fn is_layout(&self, table: ElementRef<'_>) -> bool {
        self.layout.contains(&table.id())
    }

    /// Whether a row or a cell belongs to a table that holds data.
    pub(super) fn is_in_table(&self, element: ElementRef<'_>) -> bool {
        let table = element
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|above| above.value().name() == "table");
        table.is_some_and(|table| !self.is_layout(table))
    }
}

/// Letters of each element that are seen.
fn count_all(page: &Html) -> HashMap<NodeId, usize> {
    let mut letters: HashMap<NodeId, usize> = HashMap::new();
    for node in page.tree.nodes() {
        let Node::Text(text) = node.value() else { continue };
        let parent = node.parent().and_then(ElementRef::wrap).map(|parent| parent.value().name());
        if matches!(parent, Some("script" | "style" | "noscript" | "title")) {
            continue;
        }
        for above in node.ancestors().take(500) {
            *letters.entry(above.id()).or_default() += text.trim().len();
        }
    }
    letters
}

/// The element that holds the main part, when one holds half of the page at least.
fn find_main<'a>(
    page: &'a Html,
    letters: &HashMap<NodeId, usize>,
    all: usize,
) -> Option<ElementRef<'a>> {
    let selector = Selector::parse("main, [role=main], article").ok()?;
    page.select(&selector)
        .find(|element| letters.get(&element.id()).is_some_and(|own| own * 2 > all))
}

fn is_chrome(element: ElementRef<'_>, large: &dyn Fn(usize) -> bool) -> bool {
    let value = element.value();
    let style = value.attr("style").unwrap_or_default().replace(' ', "").to_lowercase();
    let hidden = value.attr("hidden").is_some()
        || value.attr("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden");
    // Running heads as office programs write them, and the reasons that stand beside our clauses.
    let is_running =
        value.name() == "div" && matches!(value.attr("title"), Some("header" | "footer"));
    let is_reason = value.name() == "details" && value.classes().any(|class| class == "why");
    if hidden || is_running || is_reason {
        return true;
    }
    let role = value.attr("role").unwrap_or_default();
    let by_role = matches!(
        role,
        "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu"
    );
    let by_name = matches!(
        value.name(),
        "nav" | "button" | "select" | "iframe" | "dialog" | "menu" | "aside"
    );
    let is_cover = value.classes().any(|class| class == "cover");
    let by_place = !is_cover
        && matches!(value.name(), "header" | "footer" | "form")
        && !large(40)
        && !has_contract(element);
    if by_role || by_name || by_place {
        return !large(50);
    }
    // An id with points is that of a clause: "assignment.consent".
    let id = value.id().filter(|id| !id.contains('.'));
    let marked = value.classes().chain(id).any(|name| {
        let low = name.to_lowercase();
        MARKS.iter().any(|mark| low.contains(mark))
    });
    marked && !large(30)
}

/// Whether a header or a footer of an article holds its title or its text.
fn has_contract(element: ElementRef<'_>) -> bool {
    let in_article = element
        .ancestors()
        .filter_map(ElementRef::wrap)
        .any(|above| matches!(above.value().name(), "main" | "article"));
    let heading = Selector::parse("h1").ok();
    in_article && heading.is_some_and(|heading| element.select(&heading).next().is_some())
}
