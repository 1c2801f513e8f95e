//! The judgement: each offer against what is required and what we ask for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use accordant_agreement::Severity;
use accordant_packs::entry::{Better, Bound, Position, Provision, Stance};

use super::offered::{Offer, Offers, Silence};
use super::reasons::{find_risks, list_reasons};
use super::wording::TheirWords;
use super::{Issue, Matter, Ours, PaperKind, ReviewedRow, Rung, Standing};
use crate::structure::StructureError;
use crate::table::{Chosen, Required, Row, bound_in_words, propose};

/// From this level of risk on, silence is worth a warning.
const GRAVE: &[&str] = &["high", "critical", "extreme"];

/// Every provision, judged.
pub(super) struct AllJudged<'a> {
    pub(super) entries: Vec<Judged<'a>>,
    pub(super) unread: Vec<Matter>,
    /// What the paper is silent on because it belongs in another.
    pub(super) elsewhere: Vec<Matter>,
}

/// A provision, its row of the table and how the offer stands.
pub(super) struct Judged<'a> {
    pub(super) provision: &'a Provision,
    pub(super) row: Cow<'a, Row>,
    pub(super) offer: Result<&'a Offer, &'a Silence>,
    pub(super) standing: Standing,
    /// Values that break a bound: the parameter, what is wanted, and who wants it.
    pub(super) broken: Vec<BrokenBound>,
}

/// A value outside of its bound.
#[derive(Debug, Clone)]
pub(super) struct BrokenBound {
    pub(super) parameter: String,
    pub(super) offered: String,
    pub(super) bound: Bound,
    pub(super) citation: String,
    pub(super) binds: bool,
}

/// Judges every provision that is asked for or offered.
pub(super) fn judge_all<'a>(ours: Ours<'a>, offers: &'a Offers, kind: PaperKind) -> AllJudged<'a> {
    let (mut entries, mut unread, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = Vec::new();
    for row in &ours.assessment.table.rows {
        seen.push(row.provision.as_str());
        let Some(provision) = ours.packs.provisions.get(&row.provision) else { continue };
        let Some(offer) = offers.get(&row.provision) else {
            let list = if kind.holds(&provision.id) { &mut unread } else { &mut elsewhere };
            list.extend(name_matter(provision, row));
            continue;
        };
        let mut judged = judge(ours, provision, Cow::Borrowed(row), offer.as_ref());
        if judged.standing == Standing::Missing && !kind.holds(&provision.id) {
            judged.standing = Standing::Elsewhere;
            elsewhere.extend(name_matter(provision, row));
        }
        entries.push(judged);
    }
    // What they say although nobody asked.
    for (id, offer) in offers {
        let (Ok(offer), false) = (offer, seen.contains(&id.as_str())) else { continue };
        let Some(provision) = ours.packs.provisions.get(id) else { continue };
        let facts = &ours.assessment.facts;
        let Some(row) = propose(ours.agreement, ours.packs, facts, provision) else { continue };
        entries.push(judge(ours, provision, Cow::Owned(row), Ok(offer)));
    }
    AllJudged { entries, unread, elsewhere }
}

/// A provision that something binding asks for.
fn name_matter(provision: &Provision, row: &Row) -> Option<Matter> {
    let required = row.required.as_ref().filter(|required| required.binds())?;
    let citations = required.demands.iter().map(|demand| demand.citation.clone()).collect();
    Some(Matter {
        provision: provision.id.clone(),
        title: provision.title.clone(),
        question: provision.question.clone(),
        citations,
    })
}

fn judge<'a>(
    ours: Ours<'a>,
    provision: &'a Provision,
    row: Cow<'a, Row>,
    offer: Result<&'a Offer, &'a Silence>,
) -> Judged<'a> {
    let ladder = Ladder { ours, provision, row: &row };
    let (standing, broken) = match offer {
        Err(_) if row.proposed.is_some() || row.required.as_ref().is_some_and(Required::asks) => {
            (Standing::Missing, Vec::new())
        }
        Err(_) => (Standing::Silent, Vec::new()),
        Ok(offer) => {
            let broken = ladder.find_broken(offer);
            (ladder.stand(&offer.rung.position, &broken), broken)
        }
    };
    Judged { provision, row, offer, standing, broken }
}

impl Judged<'_> {
    /// The row for the review.
    pub(super) fn row(&self) -> ReviewedRow {
        let required = self.row.required.as_ref();
        ReviewedRow {
            provision: self.provision.id.clone(),
            title: self.provision.title.clone(),
            required: required
                .filter(|r| r.asks())
                .map(|r| r.positions.clone())
                .unwrap_or_default(),
            proposed: self.row.proposed.as_ref().map(|chosen| chosen.position.clone()),
            offered: self.offer.ok().cloned(),
            standing: self.standing,
        }
    }
}

/// A ladder as our side sees it.
pub(super) struct Ladder<'a> {
    pub(super) ours: Ours<'a>,
    pub(super) provision: &'a Provision,
    pub(super) row: &'a Row,
}

impl Ladder<'_> {
    fn is_adopter(&self) -> bool {
        self.ours.agreement.is_adopters_pen()
    }

    /// How our side sees a position; the playbook goes before the pack.
    fn stance(&self, position: &Position) -> Stance {
        if let Some(advice) = &self.row.playbook {
            let named = |list: &[String]| list.contains(&position.id);
            if position.id == advice.preferred {
                return Stance::Preferred;
            }
            if named(&advice.fallback) {
                return Stance::Fallback;
            }
            if named(&advice.walk_away) {
                return Stance::WalkAway;
            }
        }
        if self.is_adopter() { position.adopter } else { position.partner }
    }

    /// How the other side sees a position.
    pub(super) fn their_stance(&self, position: &Position) -> Stance {
        if self.is_adopter() { position.partner } else { position.adopter }
    }

    /// The place of a position on the ladder, best for us first.
    fn rank(&self, position: &str) -> usize {
        let ladder = &self.provision.positions;
        let place = ladder.iter().position(|known| known.id == position).unwrap_or(usize::MAX);
        if self.is_adopter() { place } else { ladder.len().saturating_sub(place) }
    }

    /// Whether law and policy accept a position.
    pub(super) fn is_lawful(&self, position: &str) -> bool {
        self.row.required.as_ref().is_none_or(|required| {
            required.positions.is_empty() || required.positions.iter().any(|id| id == position)
        })
    }

    fn stand(&self, offered: &str, broken: &[BrokenBound]) -> Standing {
        let binds = self.row.required.as_ref().is_some_and(Required::binds);
        let limited = self.row.required.is_some();
        if limited && !self.is_lawful(offered) && (binds || !self.asks()) {
            return Standing::AgainstLaw;
        }
        let met = self
            .row
            .proposed
            .as_ref()
            .is_some_and(|chosen| self.rank(offered) <= self.rank(&chosen.position));
        let stance = self.provision.find_position(offered).map(|position| self.stance(position));
        let standing = match stance {
            _ if met => Standing::Met,
            Some(Stance::Preferred) => Standing::Met,
            Some(Stance::Acceptable) => Standing::Acceptable,
            Some(Stance::Fallback) | None => Standing::Fallback,
            Some(Stance::WalkAway) => Standing::WalkAway,
        };
        if broken.is_empty() { standing } else { standing.max(Standing::Value) }
    }

    fn asks(&self) -> bool {
        self.row.required.as_ref().is_some_and(Required::asks)
    }

    /// Values outside of what is required, or worse for us than what we ask for.
    fn find_broken(&self, offer: &Offer) -> Vec<BrokenBound> {
        let mut broken = Vec::new();
        for (name, offered) in &offer.values {
            let Some(parameter) = self.provision.params.get(name) else { continue };
            let Some(value) = offer.value(self.provision, name) else { continue };
            let required = self.row.required.iter().flat_map(|r| &r.bounds);
            let playbook = self.row.playbook.iter().flat_map(|advice| {
                advice.limits.iter().map(|(name, bound)| (name, bound, &advice.title))
            });
            let bounds = required
                .map(|(name, bound, citation)| (name, bound, citation, true))
                .chain(playbook.map(|(name, bound, title)| (name, bound, title, false)));
            for (_, bound, citation, binds) in bounds.filter(|(known, ..)| *known == name) {
                if value.keeps(parameter, bound) == Some(false) {
                    broken.push(BrokenBound {
                        parameter: name.clone(),
                        offered: offered.clone(),
                        bound: bound.clone(),
                        citation: citation.clone(),
                        binds,
                    });
                }
            }
            if !broken.iter().any(|entry| entry.parameter == *name)
                && let [low, high] = parameter.usual.as_slice()
            {
                let outside = [Bound::AtLeast(low.clone()), Bound::AtMost(high.clone())]
                    .into_iter()
                    .find(|bound| value.keeps(parameter, bound) == Some(false));
                if let Some(bound) = outside.filter(|bound| self.hurts(bound, parameter.better)) {
                    broken.push(BrokenBound {
                        parameter: name.clone(),
                        offered: offered.clone(),
                        bound,
                        citation: "usual range".to_owned(),
                        binds: false,
                    });
                }
            }
        }
        broken
    }

    /// Whether missing a usual bound is worse for us.
    fn hurts(&self, bound: &Bound, better: Option<Better>) -> bool {
        let is_too_much = matches!(bound, Bound::AtMost(_));
        match better {
            Some(Better::Lower) => is_too_much == self.is_adopter(),
            Some(Better::Higher) => is_too_much != self.is_adopter(),
            None => false,
        }
    }
}

/// Raises the issue of a provision, when it has one.
pub(super) fn raise(
    ours: Ours<'_>,
    judged: &Judged<'_>,
    writer: &TheirWords<'_>,
) -> Result<Option<Issue>, StructureError> {
    let provision = judged.provision;
    let ladder = Ladder { ours, provision, row: &judged.row };
    let (code, severity) = match judged.standing {
        Standing::Met | Standing::Acceptable | Standing::Silent | Standing::Elsewhere => {
            return Ok(None);
        }
        Standing::AgainstLaw => ("review/against-law", Severity::Error),
        Standing::WalkAway => ("review/walk-away", Severity::Error),
        Standing::Fallback => ("review/fallback", Severity::Warning),
        Standing::Value => ("review/value", ladder.weigh_values(&judged.broken)),
        Standing::Missing => ("review/missing", ladder.weigh_silence()),
    };
    // What nobody asked for is worth a line, not a fight.
    let severity = if judged.row.proposed.is_none() || ladder.is_unasked() {
        severity.min(Severity::Warning)
    } else {
        severity
    };
    let Some(asked) = ladder.choose_ask(judged) else { return Ok(None) };
    let Some(position) = provision.find_position(&asked.position) else { return Ok(None) };
    let rungs = |keep: &dyn Fn(&Position) -> bool| -> Vec<Rung> {
        let mut found: Vec<&Position> =
            provision.positions.iter().filter(|known| keep(known)).collect();
        found.sort_by_key(|known| ladder.rank(&known.id));
        found.into_iter().map(|known| writer.rung(known)).collect()
    };
    let is_walk_away = |known: &Position| {
        ladder.stance(known) == Stance::WalkAway
            || (judged.row.required.is_some() && !ladder.is_lawful(&known.id))
    };
    let fallback = rungs(&|known| {
        known.id != position.id
            && !is_walk_away(known)
            && ladder.rank(&known.id) > ladder.rank(&position.id)
    });
    let walk_away = rungs(&|known| known.id != position.id && is_walk_away(known));
    let (quotes, because, place) = match judged.offer {
        Ok(offer) => (
            offer.quotes.clone(),
            offer.because.clone(),
            offer.quotes.first().map_or_else(String::new, |quote| quote.place.clone()),
        ),
        Err(silence) => (Vec::new(), silence.because.clone(), String::new()),
    };
    let values: BTreeMap<String, String> = asked
        .parameters
        .iter()
        .filter(|(name, _)| position.uses_parameter(name))
        .map(|(name, value)| (name.clone(), value.to_string()))
        .collect();
    Ok(Some(Issue {
        id: provision.id.clone(),
        code,
        severity,
        mistake: false,
        title: writer.name(&provision.title),
        message: writer.name(&describe(judged, position)),
        place,
        offered: judged.offer.ok().and_then(|offer| {
            provision.find_position(&offer.rung.position).map(|known| writer.rung(known))
        }),
        quotes,
        because,
        why: list_reasons(ours, provision, &judged.row),
        ask: writer.rung(position),
        value_changes: judged
            .broken
            .iter()
            .filter_map(|entry| {
                Some((entry.offered.clone(), values.get(&entry.parameter)?.clone()))
            })
            .collect(),
        values,
        fallback,
        walk_away,
        wording: writer.word(provision, position, &asked.parameters)?,
        trade: writer.name(&provision.trade),
        note: writer.name(&provision.note),
        proposal: None,
    }))
}

fn describe(judged: &Judged<'_>, ask: &Position) -> String {
    let required = judged.row.required.as_ref();
    let cited: Vec<&str> = required
        .iter()
        .flat_map(|required| &required.demands)
        .filter(|demand| !demand.voluntary)
        .map(|demand| demand.citation.as_str())
        .collect();
    let cited = match cited.as_slice() {
        [] => String::new(),
        [only] => format!(" ({only})"),
        [first, rest @ ..] => format!(" ({first} and {} more)", rest.len()),
    };
    let title = judged.provision.title.as_str();
    match (judged.standing, judged.offer) {
        (Standing::Missing, _) => {
            format!("the paper says nothing on {}{cited}: {}", lower(title), ask.says)
        }
        (Standing::AgainstLaw, Ok(offer)) => {
            format!("{}; law or policy wants otherwise{cited}", offer.rung.says)
        }
        (Standing::Value, Ok(_)) => {
            let parts: Vec<String> = judged
                .broken
                .iter()
                .map(|entry| {
                    let wanted = bound_in_words(&entry.bound);
                    format!("{} offered, {wanted} wanted ({})", entry.offered, entry.citation)
                })
                .collect();
            format!("{}: {}", lower(title), parts.join("; "))
        }
        (_, Ok(offer)) => format!("{}; we ask that {}", offer.rung.says, ask.says),
        (_, Err(_)) => ask.says.clone(),
    }
}

/// A title inside of a sentence.
pub(super) fn lower(title: &str) -> String {
    let second = title.chars().nth(1);
    if second.is_some_and(char::is_uppercase) {
        return title.to_owned();
    }
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().to_string() + chars.as_str())
}

impl Ladder<'_> {
    /// Whether nothing but our preference speaks for the row.
    fn is_unasked(&self) -> bool {
        !self.asks()
            && self.row.playbook.is_none()
            && !self
                .ours
                .agreement
                .terms
                .as_ref()
                .is_some_and(|terms| terms.0.contains_key(&self.provision.id))
            && find_risks(self.ours, &self.provision.id)
                .first()
                .is_none_or(|risk| !GRAVE.contains(&risk.inherent.level()))
    }

    fn weigh_values(&self, broken: &[BrokenBound]) -> Severity {
        if broken.iter().any(|entry| entry.binds) {
            Severity::Error
        } else if broken.iter().any(|entry| entry.citation != "usual range") {
            Severity::Warning
        } else {
            Severity::Advice
        }
    }

    fn weigh_silence(&self) -> Severity {
        let stated = self
            .ours
            .agreement
            .terms
            .as_ref()
            .is_some_and(|terms| terms.0.contains_key(&self.provision.id));
        let risk = find_risks(self.ours, &self.provision.id);
        let grave = risk.first().is_some_and(|risk| GRAVE.contains(&risk.inherent.level()));
        if self.row.required.as_ref().is_some_and(Required::binds) {
            Severity::Error
        } else if stated || self.row.playbook.is_some() || (self.asks() && grave) {
            Severity::Warning
        } else {
            Severity::Advice
        }
    }

    /// What we ask for: what the table proposes; where a value alone is wrong, their position with
    /// our value.
    fn choose_ask(&self, judged: &Judged<'_>) -> Option<Chosen> {
        let mut chosen = self.row.proposed.clone().or_else(|| {
            let facts = &self.ours.assessment.facts;
            propose(self.ours.agreement, self.ours.packs, facts, self.provision)?.proposed
        })?;
        if let (Standing::Value, Ok(offer)) = (judged.standing, judged.offer) {
            chosen.position.clone_from(&offer.rung.position);
            for entry in &judged.broken {
                let parameter = self.provision.params.get(&entry.parameter)?;
                let (Bound::AtMost(text) | Bound::AtLeast(text) | Bound::Equals(text)) =
                    &entry.bound;
                let keeps = chosen
                    .parameters
                    .get(&entry.parameter)
                    .and_then(|value| value.keeps(parameter, &entry.bound));
                if keeps != Some(true)
                    && let Ok(value) = accordant_packs::parse_parameter_text(parameter, text)
                {
                    chosen.parameters.insert(entry.parameter.clone(), value);
                }
            }
        }
        Some(chosen)
    }
}
