//! A decision's flowchart as a drawing with three lanes.

use accordant_document::model::Figure;

use super::flowchart::{Flowchart, Lane, Node, NodeKind};
use super::svg::{Pen, Type, ink, wrap};

const MARGIN: i32 = 20;
const LANE: i32 = 250;
const BOX: i32 = 206;
const HEAD: i32 = 40;
const GAP: i32 = 34;
const LINE: i32 = 15;

/// A node with its place.
struct Placed<'a> {
    node: &'a Node,
    lane: i32,
    top: i32,
    height: i32,
    title: Vec<String>,
    detail: Vec<String>,
}

impl Placed<'_> {
    fn centre(&self) -> i32 {
        MARGIN + self.lane * LANE + LANE / 2
    }

    fn middle(&self) -> i32 {
        self.top + self.height / 2
    }

    fn bottom(&self) -> i32 {
        self.top + self.height
    }
}

fn lane_of(lane: Lane) -> i32 {
    match lane {
        Lane::System => 0,
        Lane::Person => 1,
        Lane::Affected => 2,
    }
}

impl Flowchart {
    /// Draws the chart: time runs down, each lane is one kind of actor.
    pub fn draw(&self) -> Figure {
        let placed = self.place();
        let lanes = placed.iter().map(|p| p.lane).max().unwrap_or(0) + 1;
        let width = 2 * MARGIN + lanes * LANE;
        let height = placed.iter().map(Placed::bottom).max().unwrap_or(0) + GAP + MARGIN;
        let mut pen = Pen::default();
        let heads = [
            ("Acceptable to automate", ink::GOOD, ink::GOOD_TINT),
            ("A person must look", ink::ADOPTER, ink::ADOPTER_TINT),
            ("The person affected", ink::PARTNER, ink::PARTNER_TINT),
        ];
        for (lane, (title, colour, tint)) in (0..lanes).zip(heads) {
            let x = MARGIN + lane * LANE;
            pen.rect((x + 4, MARGIN), (LANE - 8, height - 2 * MARGIN), 12, tint, "none");
            let style = Type::bold(14).fill(colour).middle();
            pen.text((x + LANE / 2, MARGIN + 25), style, title);
        }
        for edge in &self.edges {
            let from = placed.iter().find(|p| p.node.id == edge.from);
            let to = placed.iter().find(|p| p.node.id == edge.to);
            if let (Some(from), Some(to)) = (from, to) {
                // Two ways out on one side would run over each other: the nearer leaves below.
                let farther = self.edges.iter().any(|other| {
                    other.from == edge.from
                        && placed.iter().any(|p| {
                            p.node.id == other.to
                                && (p.lane - from.lane).signum() == (to.lane - from.lane).signum()
                                && (p.lane - from.lane).abs() > (to.lane - from.lane).abs()
                        })
                });
                draw_edge(&mut pen, &placed, (from, to), &edge.label, farther);
            }
        }
        for place in &placed {
            draw_node(&mut pen, place);
        }
        let about = self.describe();
        let svg = pen.finish(width, height, &format!("Decision: {}", self.name), &about);
        Figure {
            id: format!("decision-{}", self.decision),
            caption: format!("How it is decided: {}", self.name),
            alt: about,
            svg,
            png: Vec::new(),
            size: (u32::try_from(width).unwrap_or(0), u32::try_from(height).unwrap_or(0)),
        }
    }

    /// Rows: each step stands below all steps that lead to it.
    fn place(&self) -> Vec<Placed<'_>> {
        let mut rank: Vec<usize> = vec![0; self.nodes.len()];
        let index = |id: &str| self.nodes.iter().position(|node| node.id == id);
        for _ in 0..self.nodes.len() {
            for edge in &self.edges {
                if let (Some(from), Some(to)) = (index(edge.from), index(edge.to)) {
                    let below = rank.get(from).copied().unwrap_or(0) + 1;
                    if let Some(own) = rank.get_mut(to)
                        && *own < below
                        && below <= self.nodes.len()
                    {
                        *own = below;
                    }
                }
            }
        }
        let mut placed: Vec<Placed<'_>> = Vec::new();
        let mut y = MARGIN + HEAD;
        let rows = rank.iter().copied().max().unwrap_or(0);
        for row in 0..=rows {
            let mut tallest = 0;
            let mut taken: Vec<(i32, i32)> = Vec::new();
            for (node, _) in self.nodes.iter().zip(&rank).filter(|(_, own)| **own == row) {
                let lane = lane_of(node.lane);
                let inner = if node.kind == NodeKind::Question { BOX - 56 } else { BOX - 24 };
                let title = wrap(&node.text, 13, true, inner, 3);
                let detail = wrap(&node.detail, 11, false, inner, 6);
                let lines = i32::try_from(title.len() + detail.len()).unwrap_or(1);
                let pad = if node.kind == NodeKind::Question { 36 } else { 20 };
                let height = lines * LINE + pad;
                // Two steps of one row in one lane stand below each other.
                let above: i32 = taken
                    .iter()
                    .filter(|(other, _)| *other == lane)
                    .map(|(_, height)| height + GAP / 2)
                    .sum();
                taken.push((lane, height));
                placed.push(Placed { node, lane, top: y + above, height, title, detail });
                tallest = tallest.max(above + height);
            }
            y += tallest + GAP;
        }
        placed
    }

    fn describe(&self) -> String {
        let persons = self.nodes.iter().filter(|node| node.lane == Lane::Person).count();
        let problems = match self.problems.len() {
            0 => "No way breaks off.".to_owned(),
            1 => "One thing is missing.".to_owned(),
            many => format!("{many} things are missing."),
        };
        format!(
            "Flowchart of the decision {}: {} steps, {persons} of them by a person. {problems}",
            self.name,
            self.nodes.len()
        )
    }
}

fn draw_node(pen: &mut Pen, place: &Placed<'_>) {
    let (x, y) = (place.centre() - BOX / 2, place.top);
    let (stroke, fill) = match place.node.kind {
        NodeKind::Missing => (ink::BAD, ink::BAD_TINT),
        NodeKind::Question => (ink::CAUTION, ink::CAUTION_TINT),
        _ => (ink::LINE, ink::PAPER),
    };
    match place.node.kind {
        NodeKind::Question => {
            let (top, bottom, mid) = (y, place.bottom(), place.middle());
            let points = [
                (x + 22, top),
                (x + BOX - 22, top),
                (x + BOX, mid),
                (x + BOX - 22, bottom),
                (x + 22, bottom),
                (x, mid),
            ];
            pen.polygon(&points, fill, stroke);
        }
        NodeKind::Start | NodeKind::End => {
            pen.rect((x, y), (BOX, place.height), place.height / 2, fill, stroke);
        }
        NodeKind::Missing => {
            pen.rect((x, y), (BOX, place.height), 6, fill, "none");
            pen.dashed_rect((x, y), (BOX, place.height), 6, stroke);
        }
        NodeKind::Step => pen.rect((x, y), (BOX, place.height), 6, fill, stroke),
    }
    let lines = i32::try_from(place.title.len() + place.detail.len()).unwrap_or(1);
    let first = place.middle() - (lines * LINE) / 2 + 12;
    let colour = if place.node.kind == NodeKind::Missing { ink::BAD } else { ink::TEXT };
    let mut at = first;
    for line in &place.title {
        pen.text((place.centre(), at), Type::bold(13).fill(colour).middle(), line);
        at += LINE;
    }
    for line in &place.detail {
        pen.text((place.centre(), at), Type::plain(11).fill(ink::SOFT).middle(), line);
        at += LINE;
    }
}

fn draw_edge(
    pen: &mut Pen,
    all: &[Placed<'_>],
    (from, to): (&Placed<'_>, &Placed<'_>),
    label: &str,
    leaves_below: bool,
) {
    let colour = if to.node.kind == NodeKind::Missing { ink::BAD } else { ink::LINE };
    let (x1, x2) = (from.centre(), to.centre());
    let end = to.top - 1;
    let label_at;
    let path = if from.lane == to.lane {
        // Straight down, or around what stands between.
        let between =
            all.iter().any(|p| p.lane == from.lane && p.top > from.bottom() && p.bottom() < to.top);
        if between {
            let side = from.centre() - BOX / 2 - 12;
            label_at = (side + 4, from.middle() + 26, "start");
            format!(
                "M{} {} L{side} {} L{side} {} L{} {}",
                from.centre() - BOX / 2,
                from.middle(),
                from.middle(),
                to.middle(),
                to.centre() - BOX / 2 - 1,
                to.middle()
            )
        } else {
            label_at = (x1 + 6, from.bottom() + 15, "start");
            format!("M{x1} {} L{x2} {end}", from.bottom())
        }
    } else {
        let side = if to.lane > from.lane { x1 + BOX / 2 } else { x1 - BOX / 2 };
        let sideways = !leaves_below
            && (from.node.kind == NodeKind::Question || (to.lane - from.lane).abs() > 1);
        if sideways && to.top > from.middle() {
            label_at = (
                if to.lane > from.lane { side + 4 } else { side - 4 },
                from.middle() - 5,
                if to.lane > from.lane { "start" } else { "end" },
            );
            format!("M{side} {} L{x2} {} L{x2} {end}", from.middle(), from.middle())
        } else {
            let turn = end - GAP / 2;
            label_at = (x1 + 6, from.bottom() + 14, "start");
            format!("M{x1} {} L{x1} {turn} L{x2} {turn} L{x2} {end}", from.bottom())
        }
    };
    pen.path(&path, colour, "1.5", false, true);
    if !label.is_empty() {
        let style = Type { size: 11, bold: true, fill: ink::SOFT, anchor: label_at.2 };
        pen.text((label_at.0, label_at.1), style, label);
    }
}
