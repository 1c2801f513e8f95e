//! What our playbook says of a provision, and where the table departs from it.

use std::collections::BTreeMap;

use accordant_agreement::Severity;
use accordant_agreement::file::Agreement;
use accordant_packs::entry::{Bound, Play, Playbook, Provision};
use accordant_packs::{Packs, Scope, Truth};
use serde::Serialize;

use super::choose::Order;
use super::{Chosen, bound_in_words};
use crate::finding::Finding;

/// How a position stands in a playbook.
enum PlayRank {
    /// It is what we ask for.
    Preferred,
    /// We take it against something else.
    Fallback,
    /// The playbook does not name it.
    Unranked,
    /// We do not sign it without approval.
    WalkAway,
}

/// What a playbook says of a provision.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Advice {
    /// Id of the playbook.
    pub playbook: String,
    /// Its name.
    pub title: String,
    /// The position asked for.
    pub preferred: String,
    /// Positions taken against something else, best first.
    pub fallback: Vec<String>,
    /// Positions that are not signed without approval.
    pub walk_away: Vec<String>,
    /// Values asked for.
    pub values: BTreeMap<String, String>,
    /// Limits on values.
    pub limits: BTreeMap<String, Bound>,
    /// Who may approve a departure.
    pub approver: String,
    /// Why we hold this.
    pub why: String,
}

impl Advice {
    fn new(playbook: &Playbook, play: &Play) -> Self {
        Self {
            playbook: playbook.id.clone(),
            title: playbook.title.clone(),
            preferred: play.preferred.clone(),
            fallback: play.fallback.clone(),
            walk_away: play.walk_away.clone(),
            values: play.values.clone(),
            limits: play.limits.clone(),
            approver: play.approver.clone().unwrap_or_else(|| playbook.approver.clone()),
            why: play.why.clone(),
        }
    }

    /// Positions that need nobody's approval, best first.
    pub(super) fn acceptable(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.preferred.as_str()).chain(self.fallback.iter().map(String::as_str))
    }

    fn rank(&self, position: &str) -> PlayRank {
        let named = |list: &[String]| list.iter().any(|known| known == position);
        if position == self.preferred {
            PlayRank::Preferred
        } else if named(&self.fallback) {
            PlayRank::Fallback
        } else if named(&self.walk_away) {
            PlayRank::WalkAway
        } else {
            PlayRank::Unranked
        }
    }
}

/// The advice for a provision. Two playbooks that disagree are a finding; the first by id counts.
pub(super) fn advise(
    agreement: &Agreement,
    packs: &Packs,
    facts: Scope<'_>,
    provision: &Provision,
    findings: &mut Vec<Finding>,
) -> Option<Advice> {
    let side = if agreement.is_adopters_pen() { "adopter" } else { "partner" };
    let holds = |when: Option<&accordant_packs::Condition>| {
        when.is_none_or(|when| when.decide(facts).truth == Truth::Yes)
    };
    let speaking: Vec<(&Playbook, &Play)> = packs
        .playbooks
        .values()
        .filter(|playbook| playbook.side.as_str() == side && holds(playbook.when.as_ref()))
        .filter_map(|playbook| Some((playbook, playbook.plays.get(&provision.id)?)))
        .filter(|(_, play)| holds(play.when.as_ref()))
        .collect();
    let (playbook, play) = *speaking.first()?;
    if speaking.iter().any(|(_, other)| other.preferred != play.preferred) {
        let sides: Vec<String> = speaking
            .iter()
            .map(|(playbook, play)| format!("`{}` asks for `{}`", playbook.id, play.preferred))
            .collect();
        findings.push(
            Finding::new(
                "playbook/conflict",
                Severity::Warning,
                format!("playbooks disagree on `{}`: {}", provision.id, sides.join(", ")),
            )
            .help(format!("`{}` counts here, as the first by id; mend the other", playbook.id))
            .of(Some(&provision.id)),
        );
    }
    Some(Advice::new(playbook, play))
}

/// Findings where the table departs from the playbook.
pub(super) fn find_departures(
    provision: &Provision,
    advice: &Advice,
    order: &Order<'_>,
    chosen: Option<&Chosen>,
    findings: &mut Vec<Finding>,
) {
    let id = provision.id.as_str();
    let spans = order.term.map(|term| term.position.span);
    if let Some(required) = order.required
        && !required.positions.is_empty()
        && !advice.acceptable().any(|known| required.positions.iter().any(|p| p == known))
    {
        let citations: Vec<&str> =
            required.demands.iter().map(|demand| demand.citation.as_str()).collect();
        findings.push(
            Finding::new(
                "playbook/against-law",
                Severity::Warning,
                format!(
                    "on `{id}` the playbook `{}` takes {}, and {} wants {}",
                    advice.playbook,
                    advice.acceptable().collect::<Vec<_>>().join(" or "),
                    citations.join(", "),
                    required.positions.join(" or ")
                ),
            )
            .help("the draft follows the law; mend the playbook")
            .of(Some(id)),
        );
    }
    let Some(chosen) = chosen else { return };
    if order.term.is_none() {
        return;
    }
    let approve = format!(
        "{} may approve it: record that with `[[accepted]]`, or take `{}`",
        advice.approver, advice.preferred
    );
    let (severity, code, words) = match advice.rank(&chosen.position) {
        PlayRank::Preferred => (None, "", ""),
        PlayRank::Fallback => (Some(Severity::Advice), "playbook/fallback", "is a fallback of"),
        PlayRank::Unranked => (Some(Severity::Warning), "playbook/departure", "is not named in"),
        PlayRank::WalkAway => (Some(Severity::Error), "playbook/walk-away", "is a walk-away of"),
    };
    if let Some(severity) = severity {
        let why = if advice.why.is_empty() { String::new() } else { format!(": {}", advice.why) };
        let help = if severity == Severity::Advice {
            format!("use it against something else; `{}` is asked for first", advice.preferred)
        } else {
            approve.clone()
        };
        findings.push(
            Finding::new(
                code,
                severity,
                format!("`{id}` is `{}`, which {words} {}{why}", chosen.position, advice.title),
            )
            .help(help)
            .spans(spans)
            .of(Some(id)),
        );
    }
    for (name, bound) in &advice.limits {
        let (Some(parameter), Some(value)) =
            (provision.params.get(name), chosen.parameters.get(name))
        else {
            continue;
        };
        if value.keeps(parameter, bound) == Some(false) {
            findings.push(
                Finding::new(
                    "playbook/beyond-limit",
                    Severity::Warning,
                    format!(
                        "`{name}` of `{id}` is {value}; {} wants {}",
                        advice.title,
                        bound_in_words(bound)
                    ),
                )
                .help(approve.clone())
                .spans(order.term.and_then(|term| term.values.get(name)).map(|value| value.span))
                .of(Some(id)),
            );
        }
    }
}
