//! The heat map: likelihood across, impact up, each risk where it ends after treatment.

use accordant_document::model::Figure;

use super::risks::{RatedRisk, Rating};
use super::svg::{Pen, Type, ink, wrap};

const CELL: (i32, i32) = (92, 66);
const LEFT: i32 = 108;
const TOP: i32 = 24;
const LEGEND: i32 = 330;

/// Draws the heat map. Numbers are places in the register.
pub(super) fn draw(risks: &[RatedRisk]) -> Figure {
    let mut pen = Pen::default();
    for impact in 1..=5_i8 {
        for likelihood in 1..=5_i8 {
            let (x, y) = corner(likelihood, impact);
            let fill = match (Rating { likelihood, impact }).level() {
                "low" => "#dcefe2",
                "medium" => "#fbeec6",
                "high" => "#f8d5b4",
                _ => "#f3bcb4",
            };
            pen.rect((x, y), CELL, 3, fill, ink::PAPER);
            let here: Vec<String> = risks
                .iter()
                .enumerate()
                .filter(|(_, risk)| {
                    (risk.residual.likelihood, risk.residual.impact) == (likelihood, impact)
                })
                .map(|(place, _)| (place + 1).to_string())
                .collect();
            for (row, chunk) in here.chunks(4).enumerate() {
                for (column, number) in chunk.iter().enumerate() {
                    let at = (
                        x + 14 + 21 * i32::try_from(column).unwrap_or(0),
                        y + 17 + 22 * i32::try_from(row).unwrap_or(0),
                    );
                    pen.circle(at, 10, ink::PAPER, ink::TEXT);
                    pen.text((at.0, at.1 + 4), Type::bold(11).middle(), number);
                }
            }
        }
    }
    let impacts = ["negligible", "minor", "serious", "severe", "critical"];
    let likelihoods = ["rare", "unlikely", "possible", "likely", "almost certain"];
    for (place, (impact, likelihood)) in impacts.iter().zip(likelihoods).enumerate() {
        let step = i8::try_from(place + 1).unwrap_or(1);
        let (x, _) = corner(step, 1);
        let (_, y) = corner(1, step);
        let style = Type { size: 12, bold: false, fill: ink::SOFT, anchor: "end" };
        pen.text((LEFT - 10, y + CELL.1 / 2 + 4), style, impact);
        let style = Type::plain(12).fill(ink::SOFT).middle();
        pen.text((x + CELL.0 / 2, TOP + 5 * CELL.1 + 18), style, likelihood);
    }
    pen.text(
        (LEFT - 10, TOP - 8),
        Type { size: 12, bold: true, fill: ink::TEXT, anchor: "end" },
        "Impact",
    );
    pen.text(
        (LEFT + 5 * CELL.0 / 2, TOP + 5 * CELL.1 + 38),
        Type::bold(12).middle(),
        "Likelihood after treatment",
    );
    let mut y = TOP + 8;
    let x = LEFT + 5 * CELL.0 + 28;
    for (place, risk) in risks.iter().enumerate() {
        let name = risk
            .of
            .as_ref()
            .map_or_else(|| risk.title.clone(), |of| format!("{} ({of})", risk.title));
        let text = format!("{}  {name}", place + 1);
        let lines = wrap(&text, 12, false, LEGEND - 70, 2);
        let style = Type { size: 12, bold: true, fill: ink::SOFT, anchor: "end" };
        pen.text(
            (x + LEGEND - 20, y),
            style,
            &format!("{} → {}", risk.inherent.score(), risk.residual.score()),
        );
        y = pen.lines((x, y), Type::plain(12), &lines) + 4;
    }
    let width = x + LEGEND;
    let height = (TOP + 5 * CELL.1 + 56).max(y + 16);
    let critical = risks.iter().filter(|risk| risk.residual.level() == "critical").count();
    let high = risks.iter().filter(|risk| risk.residual.level() == "high").count();
    let about = format!(
        "Heat map of {} risks after treatment: {critical} critical, {high} high.",
        risks.len()
    );
    let svg = pen.finish(width, height, "Risk heat map", &about);
    Figure {
        id: "risk-heat-map".to_owned(),
        caption: "Risks after treatment; at the right, score before and after".to_owned(),
        alt: about,
        svg,
        png: Vec::new(),
        size: (u32::try_from(width).unwrap_or(0), u32::try_from(height).unwrap_or(0)),
    }
}

fn corner(likelihood: i8, impact: i8) -> (i32, i32) {
    (LEFT + (i32::from(likelihood) - 1) * CELL.0, TOP + (5 - i32::from(impact)) * CELL.1)
}
