//! Contradictions inside a file that is well-formed otherwise.

use crate::diagnostic::Diagnostic;
use crate::file::{Agreement, Asset, Automation, HumanReview, Impact, Rule, UsePurpose};
use crate::{At, Span};

/// Reports what the file says twice in different ways.
pub(crate) fn check_agreement(agreement: &Agreement, diagnostics: &mut Vec<Diagnostic>) {
    check_sides(agreement, diagnostics);
    for asset in &agreement.assets {
        check_uses(asset, diagnostics);
    }
    check_flows(agreement, diagnostics);
    check_decisions(agreement, diagnostics);
    check_benchmarks(agreement, diagnostics);
    check_shares(agreement, diagnostics);
    check_committee(agreement, diagnostics);
}

fn check_sides(agreement: &Agreement, diagnostics: &mut Vec<Diagnostic>) {
    let header = &agreement.header;
    let (us, adopter, partner) = (header.us.id(), header.adopter.id(), header.partner.id());
    if agreement.adopter().is_none() || agreement.partner().is_none() {
        return; // reported as a dangling reference already
    }
    if adopter == partner {
        diagnostics.push(
            Diagnostic::error(
                "file/contradiction",
                header.partner.span,
                format!("`{adopter}` is both adopter and partner"),
            )
            .label("the same party")
            .related(header.adopter.span, "adopter")
            .help("name two different parties"),
        );
    } else if !us.is_empty() && us != adopter && us != partner {
        diagnostics.push(
            Diagnostic::error(
                "file/contradiction",
                header.us.span,
                format!("we are on the side of `{us}`, which is neither adopter nor partner"),
            )
            .label("not a side of this agreement")
            .help(format!("set `us` to `{adopter}` or `{partner}`")),
        );
    }
}

fn check_uses(asset: &At<Asset>, diagnostics: &mut Vec<Diagnostic>) {
    let forbids_training = asset.owner_forbids_training.as_ref().filter(|forbids| forbids.value);
    for purpose in UsePurpose::ALL {
        let Some(rule) = asset.find_rule(*purpose) else { continue };
        if rule.rule.value == Rule::Conditional && rule.condition.is_none() {
            diagnostics.push(
                Diagnostic::error(
                    "file/condition-missing",
                    rule.span,
                    format!("the use of `{}` for {purpose} is conditional, but no condition is stated", asset.id),
                )
                .label("under which condition?")
                .help("write `{ rule = \"conditional\", condition = \"…\" }`, or `permit` or `forbid`"),
            );
        }
        let trains = matches!(
            purpose,
            UsePurpose::Training | UsePurpose::FineTuning | UsePurpose::ImprovementForOthers
        );
        if let Some(forbids) = forbids_training
            && trains
            && rule.rule.value != Rule::Forbid
        {
            diagnostics.push(
                Diagnostic::error(
                    "file/contradiction",
                    rule.rule.span,
                    format!(
                        "{purpose} on `{}` is allowed here, but its owner forbids training on it",
                        asset.id
                    ),
                )
                .label(format!("says `{}`", rule.rule.value))
                .related(forbids.span, "the owner forbids it")
                .help("set the use to `forbid`, or settle it with the owner first"),
            );
        }
    }
}

fn check_flows(agreement: &Agreement, diagnostics: &mut Vec<Diagnostic>) {
    for flow in &agreement.flows {
        if flow.from.id() == flow.to.id() && !flow.from.id().is_empty() {
            diagnostics.push(
                Diagnostic::error(
                    "file/contradiction",
                    flow.to.span,
                    format!("flow `{}` ends where it starts", flow.id),
                )
                .label("the same place")
                .related(flow.from.span, "starts here")
                .help("name where the data goes"),
            );
        }
        if flow.assets.is_empty() {
            diagnostics.push(
                Diagnostic::error(
                    "file/empty-flow",
                    flow.id.span,
                    format!("flow `{}` moves no asset", flow.id),
                )
                .label("what moves?")
                .help("list the ids of its data in `assets`"),
            );
        }
        for reference in &flow.assets {
            let Some(asset) = agreement.find_asset(reference.id()) else { continue };
            let Some(rule) = asset.find_rule(*flow.purpose) else { continue };
            if rule.rule.value == Rule::Forbid {
                diagnostics.push(
                    Diagnostic::error(
                        "file/contradiction",
                        reference.span,
                        format!(
                            "flow `{}` moves `{}` for {}, which the matrix forbids",
                            flow.id, asset.id, flow.purpose.value
                        ),
                    )
                    .label("moves it all the same")
                    .related(rule.span, "forbidden here")
                    .help("take the asset out of the flow, or allow the use"),
                );
            }
        }
    }
}

fn check_decisions(agreement: &Agreement, diagnostics: &mut Vec<Diagnostic>) {
    for decision in &agreement.decisions {
        if decision.automation.value == Automation::FullyAutomated
            && let Some(review) = &decision.human_review
            && review.value == HumanReview::Meaningful
        {
            diagnostics.push(
                Diagnostic::error(
                    "file/contradiction",
                    review.span,
                    format!("decision `{}` is fully automated and has a meaningful human review", decision.id),
                )
                .label("a person reviews")
                .related(decision.automation.span, "no person takes part")
                .help("set `automation` to `human-in-loop` or `human-on-loop`, or `human-review` to `none`"),
            );
        }
        if decision.procedural_only.as_ref().is_some_and(|flag| flag.value)
            && decision.impact.value == Impact::LegalOrSimilar
        {
            let span = decision.procedural_only.as_ref().map_or(Span::default(), |flag| flag.span);
            diagnostics.push(
                Diagnostic::error(
                    "file/contradiction",
                    span,
                    format!("decision `{}` is procedural only, yet has legal or similar effects", decision.id),
                )
                .label("procedural only")
                .related(decision.impact.span, "legal or similar effects")
                .help("AI Act art. 6(3) covers tasks without material influence: settle which is right"),
            );
        }
    }
}

fn check_benchmarks(agreement: &Agreement, diagnostics: &mut Vec<Diagnostic>) {
    for metric in &agreement.metrics {
        let Some(hash) = metric.benchmark.as_ref().and_then(|benchmark| benchmark.sha256.as_ref())
        else {
            continue;
        };
        if hash.len() != 64 || !hash.chars().all(|c| c.is_ascii_hexdigit()) {
            diagnostics.push(
                Diagnostic::error(
                    "file/bad-hash",
                    hash.span,
                    format!("metric `{}`: this is no SHA-256", metric.id),
                )
                .label("64 hexadecimal digits are wanted")
                .help("run `sha256sum` on the dataset and copy its first word"),
            );
        }
    }
}

fn check_shares(agreement: &Agreement, diagnostics: &mut Vec<Diagnostic>) {
    let mut total = rust_decimal::Decimal::ZERO;
    let mut last = None;
    for share in agreement.contributions.iter().filter_map(|entry| entry.share.as_ref()) {
        total += share.0;
        last = Some(share.span);
    }
    if let Some(span) = last
        && total > rust_decimal::Decimal::ONE_HUNDRED
    {
        diagnostics.push(
            Diagnostic::error(
                "file/contradiction",
                span,
                format!("the shares of the contributions add up to {} %", total.normalize()),
            )
            .label("more than the whole from here on")
            .help("shares add up to at most 100 %"),
        );
    }
}

fn check_committee(agreement: &Agreement, diagnostics: &mut Vec<Diagnostic>) {
    let Some(committee) = agreement.governance.as_ref().and_then(|g| g.committee.as_ref()) else {
        return;
    };
    let seats = u64::try_from(committee.seats.len()).unwrap_or(u64::MAX);
    if let Some(quorum) = &committee.quorum
        && quorum.value > seats
    {
        diagnostics.push(
            Diagnostic::error(
                "file/contradiction",
                quorum.span,
                format!("the quorum is {} but the committee has {seats} seats", quorum.value),
            )
            .label("can never be met")
            .help("lower the quorum or add seats"),
        );
    }
}
