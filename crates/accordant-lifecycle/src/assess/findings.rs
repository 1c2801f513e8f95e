//! What the file does not meet: rules of craft, gaps, and duties that nobody owes.

use std::collections::{BTreeMap, BTreeSet};

use accordant_agreement::file::{Agreement, Impact, Rule as UseDecision, UsePurpose};
use accordant_agreement::{Date, Severity};
use accordant_packs::entry::Rule;
use accordant_packs::{FactSet, Packs, Scope, Truth};

use super::duties::{Duty, Unclear};
use crate::finding::Finding;
use crate::table::{ChosenBy, Table};

/// Adds every finding beyond those of the table itself.
#[expect(clippy::too_many_arguments, reason = "one pass over everything assess knows")]
pub(super) fn find_all(
    agreement: &Agreement,
    packs: &Packs,
    as_of: Date,
    facts: &FactSet,
    duties: &[Duty],
    unclear: &[Unclear],
    table: &Table,
    findings: &mut Vec<Finding>,
) {
    for rule in packs.rules.values() {
        run_rule(rule, agreement, packs, facts, findings);
    }
    find_unclear(unclear, packs, findings);
    find_ownerless_duties(duties, findings);
    find_matrix_gaps(agreement, findings);
    find_metric_gaps(agreement, findings);
    find_undecided(agreement, table, findings);
    find_overdue_reviews(packs, as_of, duties, findings);
    find_replaced_entries(packs, findings);
}

/// Entries of the packs that a layer above has replaced: whoever reads the answer should know.
fn find_replaced_entries(packs: &Packs, findings: &mut Vec<Finding>) {
    for replaced in &packs.replaced {
        findings.push(
            Finding::new(
                "packs/entry-replaced",
                Severity::Advice,
                format!(
                    "`{}` of `{}` takes the place of the one {}",
                    replaced.path, replaced.by, replaced.below
                ),
            )
            .help("keep it in step with the entry that it replaces, or give it an id of its own"),
        );
    }
}

fn run_rule(
    rule: &Rule,
    agreement: &Agreement,
    packs: &Packs,
    facts: &FactSet,
    findings: &mut Vec<Finding>,
) {
    let items: Vec<_> = match rule.each {
        Some(kind) => facts.items_of(kind).map(Some).collect(),
        None => vec![None],
    };
    let Some(when) = &rule.when else { return };
    for item in items {
        let scope = Scope { whole: &facts.whole, item, vocabulary: &packs.vocabulary };
        let verdict = when.decide(scope);
        if verdict.truth != Truth::Yes {
            continue;
        }
        let fill = |text: &str| {
            let title = agreement.header.title.as_str();
            text.replace("{id}", item.map_or(title, |item| &item.id))
                .replace("{name}", item.map_or(title, |item| &item.name))
        };
        let mut finding =
            Finding::new(format!("rules/{}", rule.id), rule.severity.into(), fill(&rule.message))
                .help(fill(&rule.help))
                .spans(verdict.reasons.iter().flat_map(|reason| reason.spans.iter().copied()))
                .spans(item.map(|item| item.span))
                .of(item.map(|item| item.id.as_str()));
        finding.mistake = rule.mistake;
        findings.push(finding);
    }
}

/// One finding for each set of missing facts, whatever the number of duties that hang on it.
fn find_unclear(unclear: &[Unclear], packs: &Packs, findings: &mut Vec<Finding>) {
    let mut groups: BTreeMap<(&BTreeSet<String>, Option<&str>), Vec<&Unclear>> = BTreeMap::new();
    for entry in unclear {
        groups.entry((&entry.missing, entry.of.as_deref())).or_default().push(entry);
    }
    for ((facts, of), entries) in groups {
        let missing: Vec<_> = facts.iter().map(|fact| format!("`{fact}`")).collect();
        let keys: Vec<_> = facts
            .iter()
            .map(|fact| {
                match packs.vocabulary.0.get(fact).and_then(|known| known.from.as_deref()) {
                    Some("facts") | None => format!("`[facts] {fact}`"),
                    Some(key) => format!("`{key}`"),
                }
            })
            .collect();
        let duties: Vec<_> =
            entries.iter().map(|entry| format!("{} ({})", entry.citation, entry.title)).collect();
        let (verb, them) = match duties.len() {
            1 => ("applies", "the duty"),
            _ => ("apply", "the duties"),
        };
        let mut finding = Finding::new(
            "law/unclear",
            Severity::Warning,
            format!(
                "whether {} {verb} cannot be told, as {} is not known",
                duties.join("; "),
                missing.join(", ")
            ),
        )
        .help(format!("set {}; until then treat {them} as applying", keys.join(", ")))
        .of(of);
        finding.sources = entries.iter().map(|entry| entry.citation.clone()).collect();
        findings.push(finding);
    }
}

fn find_ownerless_duties(duties: &[Duty], findings: &mut Vec<Finding>) {
    for duty in duties.iter().filter(|duty| !duty.voluntary) {
        if duty.owed_by.iter().all(|owed| owed.parties.is_empty()) {
            let roles: Vec<_> =
                duty.owed_by.iter().map(|owed| format!("`{}`", owed.role)).collect();
            findings.push(
                Finding::new(
                    "law/nobody-owes",
                    Severity::Warning,
                    format!(
                        "{} applies ({}), but no party has the role {}",
                        duty.citation,
                        duty.title,
                        roles.join(" or ")
                    ),
                )
                .help("add the role to the `roles` of the party that holds it")
                .source(duty.citation.clone()),
            );
        }
    }
}

fn find_matrix_gaps(agreement: &Agreement, findings: &mut Vec<Finding>) {
    for asset in &agreement.assets {
        let open: Vec<_> = UsePurpose::ALL
            .iter()
            .filter(|purpose| asset.find_rule(**purpose).is_none())
            .map(|purpose| purpose.as_str())
            .collect();
        if !open.is_empty() {
            findings.push(
                Finding::new(
                    "matrix/undecided-use",
                    Severity::Advice,
                    format!("the matrix leaves uses of `{}` open: {}", asset.id, open.join(", ")),
                )
                .help("decide each in `[asset.uses]`; until then it counts as forbidden")
                .spans([asset.id.span])
                .of(Some(asset.id.as_str())),
            );
        }
        let kept = asset
            .find_rule(UsePurpose::Logging)
            .is_some_and(|rule| rule.rule.value != UseDecision::Forbid && rule.retention.is_none());
        if asset.is_personal() && asset.retention.is_none() && kept {
            findings.push(
                Finding::new(
                    "matrix/no-retention",
                    Severity::Warning,
                    format!(
                        "`{}` holds personal data that is logged, and nothing says for how long",
                        asset.id
                    ),
                )
                .help("set `retention` on the asset or on its `logging` use")
                .spans([asset.id.span])
                .of(Some(asset.id.as_str())),
            );
        }
    }
}

fn find_metric_gaps(agreement: &Agreement, findings: &mut Vec<Finding>) {
    for decision in &agreement.decisions {
        let weighty =
            matches!(decision.impact.value, Impact::Consequential | Impact::LegalOrSimilar);
        let measured = agreement.metrics.iter().any(|metric| {
            metric.system.as_ref().is_some_and(|system| system.id() == decision.system.id())
        });
        if weighty && !measured {
            findings.push(
                Finding::new(
                    "metrics/unmeasured-decision",
                    Severity::Error,
                    format!(
                        "`{}` matters to people, and nothing measures the system behind it",
                        decision.id
                    ),
                )
                .help(format!("add a `[[metric]]` with `system = \"{}\"`", decision.system.id()))
                .spans([decision.id.span])
                .of(Some(decision.id.as_str())),
            );
        }
        if weighty && decision.answers_for_errors.is_none() {
            findings.push(
                Finding::new(
                    "decisions/nobody-answers",
                    Severity::Error,
                    format!("nobody answers for errors of `{}`", decision.id),
                )
                .help("name the party in `answers-for-errors`")
                .spans([decision.id.span])
                .of(Some(decision.id.as_str())),
            );
        }
    }
    for metric in &agreement.metrics {
        if metric.remedies.is_empty() {
            findings.push(
                Finding::new(
                    "metrics/no-remedy",
                    Severity::Warning,
                    format!("nothing follows when `{}` is missed", metric.id),
                )
                .help("list `remedies`, such as [\"cure-plan\", \"rollback\"]")
                .spans([metric.id.span])
                .of(Some(metric.id.as_str())),
            );
        }
        if metric.benchmark.as_ref().is_some_and(|benchmark| benchmark.sha256.is_none()) {
            findings.push(
                Finding::new(
                    "metrics/unfrozen-benchmark",
                    Severity::Advice,
                    format!(
                        "the benchmark of `{}` has no hash: nobody can tell whether it changed",
                        metric.id
                    ),
                )
                .help("run `sha256sum` on the dataset and set `sha256`")
                .spans([metric.id.span])
                .of(Some(metric.id.as_str())),
            );
        }
    }
}

fn find_undecided(agreement: &Agreement, table: &Table, findings: &mut Vec<Finding>) {
    let undecided: Vec<_> = table
        .rows
        .iter()
        .filter(|row| {
            row.proposed.as_ref().is_some_and(|chosen| chosen.by == ChosenBy::Requirement)
        })
        .map(|row| row.provision.as_str())
        .collect();
    if undecided.is_empty() {
        return;
    }
    let (shown, rest) = undecided.split_at(undecided.len().min(6));
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    findings.push(
        Finding::new(
            "terms/undecided",
            Severity::Advice,
            format!(
                "{} provisions that something requires are not decided in the file: {}{more}",
                undecided.len(),
                shown.join(", ")
            ),
        )
        .help("structure proposes a position for each; confirm them in `[terms]`")
        .spans(agreement.terms.as_ref().map(|terms| terms.span)),
    );
}

fn find_overdue_reviews(packs: &Packs, as_of: Date, duties: &[Duty], findings: &mut Vec<Finding>) {
    let mut regimes: Vec<&str> =
        duties.iter().filter(|duty| duty.review_overdue).map(|duty| duty.regime.as_str()).collect();
    regimes.dedup();
    for id in regimes {
        let Some(regime) = packs.regimes.get(id) else { continue };
        findings.push(
            Finding::new(
                "packs/review-overdue",
                Severity::Advice,
                format!(
                    "what the packs say of {} was checked as of {} and is due for review since {}; the answer is for {as_of}",
                    regime.short, regime.review.as_of, regime.review.next
                ),
            )
            .help("check the source before relying on it, or update the pack")
            .source(regime.source.clone()),
        );
    }
}
