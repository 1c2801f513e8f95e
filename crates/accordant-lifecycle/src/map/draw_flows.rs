//! The data-flow map as a drawing: a panel per legal area, a box per holder, a card per place.

use std::collections::BTreeMap;

use accordant_document::model::Figure;

use super::flows::{FlowMap, MappedFlow, Place};
use super::svg::{Pen, Type, ink, wrap};

const MARGIN: i32 = 24;
const CARD: (i32, i32) = (178, 62);
const ZONE_PAD: i32 = 14;
const ZONE_HEAD: i32 = 26;
const AREA_PAD: i32 = 16;
const AREA_HEAD: i32 = 30;
const GUTTER: i32 = 108;
const STACK: i32 = 34;
const BADGE: i32 = 11;
const LOOP: i32 = 56;
const DETOUR: i32 = 30;

/// A place on the drawing, or a width and height, in pixels.
type Point = (i32, i32);

struct Layout<'a> {
    cards: BTreeMap<&'a str, (i32, i32)>,
    areas: Vec<(&'a str, i32, i32)>,
    zones: Vec<(&'a Place, Point, Point)>,
    width: i32,
    height: i32,
}

impl FlowMap {
    /// Draws the map.
    pub fn draw(&self) -> Figure {
        let layout = self.arrange();
        let mut pen = Pen::default();
        for (area, x, width) in &layout.areas {
            pen.dashed_rect((*x, MARGIN), (*width, layout.height), 14, "#9fb0c3");
            pen.text(
                (*x + AREA_PAD, MARGIN + 21),
                Type::bold(14).fill(ink::SOFT),
                &area_name(area),
            );
        }
        for (place, at, size) in &layout.zones {
            let (stroke, tint) = colours(place.side);
            pen.rect(*at, *size, 10, tint, stroke);
            let role = match place.side {
                "adopter" => " · adopter",
                "partner" => " · partner",
                _ => "",
            };
            pen.text(
                (at.0 + ZONE_PAD, at.1 + 18),
                Type::bold(12).fill(stroke),
                &format!("{}{role}", place.holder_name),
            );
        }
        self.draw_edges(&layout, &mut pen);
        for place in &self.places {
            if let Some(at) = layout.cards.get(place.id.as_str()) {
                draw_card(&mut pen, place, *at);
            }
        }
        self.draw_badges(&layout, &mut pen);
        let (width, height) = self.draw_legend(&layout, &mut pen);
        let about = self.describe();
        let svg = pen.finish(width, height, &format!("Data-flow map: {}", self.title), &about);
        Figure {
            id: "data-flow-map".to_owned(),
            caption: format!("Where the data goes: {}", self.title),
            alt: about,
            svg,
            png: Vec::new(),
            size: (u32::try_from(width).unwrap_or(0), u32::try_from(height).unwrap_or(0)),
        }
    }

    /// Columns by legal area (the adopter's first), boxes by holder, cards by place.
    fn arrange(&self) -> Layout<'_> {
        let rank = |place: &Place| match place.side {
            "adopter" => 0,
            "partner" => 1,
            _ => 2,
        };
        let home =
            self.places.iter().find(|place| place.side == "adopter").map(|p| p.area.as_str());
        let mut areas: Vec<&str> = Vec::new();
        for place in &self.places {
            if !areas.contains(&place.area.as_str()) {
                areas.push(&place.area);
            }
        }
        areas.sort_by_key(|area| (Some(*area) != home, *area));
        let zone_width = CARD.0 + 2 * ZONE_PAD;
        let mut layout = Layout {
            cards: BTreeMap::new(),
            areas: Vec::new(),
            zones: Vec::new(),
            width: 0,
            height: 0,
        };
        let mut x = MARGIN;
        for area in areas {
            let mut inside: Vec<&Place> =
                self.places.iter().filter(|place| place.area == area).collect();
            inside.sort_by_key(|place| (rank(place), &place.holder, place.is_system));
            let mut holders: Vec<&str> = Vec::new();
            for place in &inside {
                if !holders.contains(&place.holder.as_str()) {
                    holders.push(&place.holder);
                }
            }
            // The adopter's area has a column for the others in it: flows then run across.
            let columns = if holders.len() > 1 && Some(area) == home { 2 } else { 1 };
            let mut bottoms = [MARGIN + AREA_HEAD + 6; 2];
            for (place, holder) in holders.iter().enumerate() {
                let column = if columns == 2 { usize::from(place > 0) } else { 0 };
                let Some(y) = bottoms.get(column).copied() else { continue };
                let offset = i32::try_from(column).unwrap_or(0) * (zone_width + GUTTER);
                let zone_x = x + AREA_PAD + offset;
                let held: Vec<&&Place> =
                    inside.iter().filter(|place| place.holder == *holder).collect();
                let count = i32::try_from(held.len()).unwrap_or(1);
                let zone_height = ZONE_HEAD + count * CARD.1 + (count - 1) * STACK + ZONE_PAD;
                for (row, place) in held.iter().enumerate() {
                    let row = i32::try_from(row).unwrap_or(0);
                    layout.cards.insert(
                        &place.id,
                        (zone_x + ZONE_PAD, y + ZONE_HEAD + row * (CARD.1 + STACK)),
                    );
                }
                if let Some(first) = held.first() {
                    layout.zones.push((first, (zone_x, y), (zone_width, zone_height)));
                }
                if let Some(bottom) = bottoms.get_mut(column) {
                    *bottom = y + zone_height + STACK;
                }
            }
            let inner = zone_width * columns + GUTTER * (columns - 1);
            let last_x = x + AREA_PAD + (columns - 1) * (zone_width + GUTTER) + ZONE_PAD;
            let room = if self.loops_at(&layout, last_x) { LOOP } else { 0 };
            let width = inner + 2 * AREA_PAD + room;
            layout.areas.push((area, x, width));
            let lowest = bottoms.iter().copied().max().unwrap_or(0) - STACK + AREA_PAD - MARGIN;
            layout.height = layout.height.max(lowest);
            x += width + GUTTER;
        }
        layout.width = x - GUTTER + MARGIN;
        let detours =
            (0..self.flows.len()).filter(|place| self.needs_detour(&layout, *place)).count();
        layout.height += i32::try_from(detours).unwrap_or(0) * DETOUR;
        layout
    }

    /// Whether a flow runs between two cards of the column at `x`.
    fn loops_at(&self, layout: &Layout<'_>, x: i32) -> bool {
        let at = |id: &str| layout.cards.get(id).is_some_and(|card| card.0 == x);
        self.flows.iter().any(|flow| at(&flow.from) && at(&flow.to))
    }

    /// Whether the direct curve of a flow would run behind a card.
    fn needs_detour(&self, layout: &Layout<'_>, place: usize) -> bool {
        let Some(flow) = self.flows.get(place) else { return false };
        let Some(curve) = self.curve(layout, place, flow) else { return false };
        layout.cards.iter().any(|(id, card)| {
            *id != flow.from
                && *id != flow.to
                && (1..16).any(|step| {
                    let (x, y) = point_on(curve, step);
                    (card.0 - 6..card.0 + CARD.0 + 6).contains(&x)
                        && (card.1 - 6..card.1 + CARD.1 + 6).contains(&y)
                })
        })
    }

    /// The height at which a detour runs below all boxes.
    fn channel(&self, layout: &Layout<'_>, place: usize) -> i32 {
        let later = (place..self.flows.len()).filter(|p| self.needs_detour(layout, *p)).count();
        MARGIN + layout.height - 8 - i32::try_from(later).unwrap_or(1) * DETOUR + DETOUR / 2
    }

    /// The curve of a flow: where it leaves, where it arrives, and its control points.
    fn curve(
        &self,
        layout: &Layout<'_>,
        place: usize,
        flow: &MappedFlow,
    ) -> Option<[(i32, i32); 4]> {
        let from = *layout.cards.get(flow.from.as_str())?;
        let to = *layout.cards.get(flow.to.as_str())?;
        // Ports spread along a card's side, so that flows between the same cards lie apart.
        let port = |id: &str, card: (i32, i32)| {
            let mut touching: Vec<(i32, usize)> = self
                .flows
                .iter()
                .enumerate()
                .filter(|(_, other)| other.from == id || other.to == id)
                .map(|(index, other)| {
                    let far = if other.from == id { &other.to } else { &other.from };
                    (layout.cards.get(far.as_str()).map_or(0, |card| card.1), index)
                })
                .collect();
            // Flows to higher cards leave higher, so that they do not cross.
            touching.sort_unstable();
            let rank = touching.iter().position(|(_, index)| *index == place).unwrap_or(0);
            let count = i32::try_from(touching.len()).unwrap_or(1);
            card.1 + CARD.1 * (i32::try_from(rank).unwrap_or(0) + 1) / (count + 1)
        };
        let (y1, y2) = (port(&flow.from, from), port(&flow.to, to));
        if from.0 == to.0 {
            // The same column: out to the right and back.
            let side = from.0 + CARD.0;
            let step = 38 + 12 * i32::try_from(place % 3).unwrap_or(0);
            return Some([(side, y1), (side + step, y1), (side + step, y2), (side + 3, y2)]);
        }
        let rightwards = to.0 > from.0;
        let (x1, x2) =
            if rightwards { (from.0 + CARD.0, to.0 - 3) } else { (from.0, to.0 + CARD.0 + 3) };
        let bend = (x2 - x1) / 2;
        Some([(x1, y1), (x1 + bend, y1), (x2 - bend, y2), (x2, y2)])
    }

    fn draw_edges(&self, layout: &Layout<'_>, pen: &mut Pen) {
        for (place, flow) in self.flows.iter().enumerate() {
            let Some([a, b, c, d]) = self.curve(layout, place, flow) else { continue };
            let path = if self.needs_detour(layout, place) {
                let y = self.channel(layout, place);
                let turn = (d.0 - a.0).signum() * 44;
                format!(
                    "M{} {} C{} {} {} {y} {} {y} L{} {y} C{} {y} {} {} {} {}",
                    a.0,
                    a.1,
                    a.0 + turn,
                    a.1,
                    a.0 + turn / 2,
                    a.0 + 2 * turn,
                    d.0 - 2 * turn,
                    d.0 - turn / 2,
                    d.0 - turn,
                    d.1,
                    d.0,
                    d.1
                )
            } else {
                format!("M{} {} C{} {} {} {} {} {}", a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1)
            };
            pen.path(&path, colour_of(flow), "1.8", flow.encrypted == Some(false), true);
        }
    }

    fn draw_badges(&self, layout: &Layout<'_>, pen: &mut Pen) {
        for (place, flow) in self.flows.iter().enumerate() {
            let Some(curve) = self.curve(layout, place, flow) else { continue };
            let [a, _, _, d] = curve;
            let at = if self.needs_detour(layout, place) {
                ((a.0 + d.0) / 2, self.channel(layout, place))
            } else {
                // Neighbours take turns along their curves, so that badges do not touch.
                point_on(curve, if place % 2 == 0 { 6 } else { 10 })
            };
            pen.circle(at, BADGE, ink::PAPER, colour_of(flow));
            let style = Type::bold(12).fill(colour_of(flow)).middle();
            pen.text((at.0, at.1 + 4), style, &(place + 1).to_string());
        }
    }

    fn draw_legend(&self, layout: &Layout<'_>, pen: &mut Pen) -> (i32, i32) {
        let width = layout.width.max(640);
        let mut y = MARGIN + layout.height + 34;
        for (place, flow) in self.flows.iter().enumerate() {
            pen.circle((MARGIN + BADGE, y - 4), BADGE, ink::PAPER, colour_of(flow));
            let style = Type::bold(12).fill(colour_of(flow)).middle();
            pen.text((MARGIN + BADGE, y), style, &(place + 1).to_string());
            let name = |id: &str| {
                self.places
                    .iter()
                    .find(|p| p.id == id)
                    .map_or_else(|| id.to_owned(), |p| p.name.clone())
            };
            let head = format!("{} to {}: ", name(&flow.from), name(&flow.to));
            let text = format!("{head}{}", Self::describe_flow(flow));
            let lines = wrap(&text, 13, false, width - 2 * MARGIN - 34, 3);
            y = pen.lines((MARGIN + 32, y), Type::plain(13), &lines) + 8;
        }
        y += 6;
        let keys: [(&str, &str, bool); 3] = [
            (ink::LINE, "inside one legal area", false),
            (ink::CROSSING, "crosses a border", false),
            (ink::BAD, "not encrypted", true),
        ];
        let mut x = MARGIN;
        for (colour, words, dashed) in keys {
            pen.path(&format!("M{x} {} L{} {}", y - 4, x + 34, y - 4), colour, "1.8", dashed, true);
            pen.text((x + 42, y), Type::plain(12).fill(ink::SOFT), words);
            x += 200;
        }
        (width, y + MARGIN)
    }
}

/// The point of a cubic Bézier curve at `step` sixteenths of the way.
fn point_on([a, b, c, d]: [(i32, i32); 4], step: i32) -> (i32, i32) {
    let rest = 16 - step;
    let at = |a: i32, b: i32, c: i32, d: i32| {
        (a * rest.pow(3)
            + 3 * b * step * rest.pow(2)
            + 3 * c * step.pow(2) * rest
            + d * step.pow(3))
            / 4096
    };
    (at(a.0, b.0, c.0, d.0), at(a.1, b.1, c.1, d.1))
}

fn colour_of(flow: &MappedFlow) -> &'static str {
    if flow.encrypted == Some(false) {
        ink::BAD
    } else if flow.border.is_some() {
        ink::CROSSING
    } else {
        ink::LINE
    }
}

fn colours(side: &str) -> (&'static str, &'static str) {
    match side {
        "adopter" => (ink::ADOPTER, ink::ADOPTER_TINT),
        "partner" => (ink::PARTNER, ink::PARTNER_TINT),
        _ => (ink::OTHER, ink::OTHER_TINT),
    }
}

fn draw_card(pen: &mut Pen, place: &Place, (x, y): (i32, i32)) {
    let (stroke, _) = colours(place.side);
    let radius = if place.is_system { 4 } else { 16 };
    pen.rect((x, y), CARD, radius, ink::PAPER, stroke);
    if place.is_system {
        // A second line on the left marks a system.
        pen.rect((x, y), (5, CARD.1), 2, stroke, stroke);
    }
    let lines = wrap(&place.name, 14, true, CARD.0 - 64, 2);
    let top = if lines.len() > 1 { y + 20 } else { y + 25 };
    let after = pen.lines((x + 14, top), Type::bold(14), &lines);
    let about =
        if place.about.is_empty() && !place.is_system { "organisation" } else { &place.about };
    if let Some(line) = wrap(about, 11, false, CARD.0 - 28, 1).first() {
        pen.text((x + 14, after), Type::plain(11).fill(ink::SOFT), line);
    }
    let code = place.regions.join(" ");
    let code = wrap(&code, 11, true, 44, 1);
    if let Some(code) = code.first() {
        let style = Type { size: 11, bold: true, fill: ink::SOFT, anchor: "end" };
        pen.text((x + CARD.0 - 10, y + 18), style, code);
    }
}

/// Legal areas by their names.
fn area_name(area: &str) -> String {
    match area {
        "EU" => "European Union and EEA",
        "US" => "United States",
        "UK" => "United Kingdom",
        "CH" => "Switzerland",
        other => other,
    }
    .to_owned()
}
