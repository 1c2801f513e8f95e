//! How a decision is made: steps, who takes them, and whether every path ends where it should.

use accordant_agreement::file::{Agreement, Automation, Decision, HumanReview, Impact};
use accordant_agreement::{At, Severity, Span};
use serde::Serialize;

use super::flows::{identifier, quote};
use crate::finding::Finding;
use crate::words::{capitalise, short_name};

/// The flowchart of one decision.
#[derive(Debug, Clone, Serialize)]
pub struct Flowchart {
    /// Id of the decision.
    pub decision: String,
    /// Its name.
    pub name: String,
    /// Where the file states it.
    #[serde(skip)]
    pub span: Span,
    /// The steps; the first is where a case comes in.
    pub nodes: Vec<Node>,
    /// The ways between them.
    pub edges: Vec<Edge>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    /// Id inside the chart.
    pub id: &'static str,
    /// What it is.
    pub kind: NodeKind,
    /// Who takes it.
    pub lane: Lane,
    /// What happens.
    pub text: String,
    /// A second line: who, when, how.
    pub detail: String,
}

/// Kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// A case comes in.
    Start,
    /// Something is done.
    Step,
    /// A question with several ways on.
    Question,
    /// A way ends.
    End,
    /// Something that ought to be there is missing: the way breaks off.
    Missing,
}

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lane {
    /// The system: automation is acceptable here.
    System,
    /// A person must look here.
    Person,
    /// The person affected.
    Affected,
}

/// A way from one step to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// Where it starts.
    pub from: &'static str,
    /// Where it ends.
    pub to: &'static str,
    /// The answer that takes this way; may be empty.
    pub label: String,
}

/// What is wrong with a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable code.
    pub code: &'static str,
    /// The step it is about.
    pub node: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do.
    pub help: String,
}

struct Builder {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

impl Builder {
    fn node(&mut self, id: &'static str, kind: NodeKind, lane: Lane, text: &str, detail: String) {
        self.nodes.push(Node { id, kind, lane, text: text.to_owned(), detail });
    }

    fn edge(&mut self, from: &'static str, to: &'static str, label: &str) {
        self.edges.push(Edge { from, to, label: label.to_owned() });
    }
}

/// Charts a decision from what the file says of it.
pub(super) fn chart_decision(agreement: &Agreement, decision: &At<Decision>) -> Flowchart {
    let mut b = Builder { nodes: Vec::new(), edges: Vec::new() };
    let system = agreement
        .find_system(decision.system.id())
        .map_or_else(|| decision.system.to_string(), |system| system.name.value.clone());
    let weighty = matches!(decision.impact.value, Impact::Consequential | Impact::LegalOrSimilar);
    b.node("case", NodeKind::Start, Lane::System, "A case comes in", String::new());
    let description =
        decision.description.as_ref().map_or_else(String::new, |text| text.value.clone());
    b.node("assess", NodeKind::Step, Lane::System, &format!("{system} assesses"), description);
    b.edge("case", "assess", "");
    let review = add_review(&mut b, decision);
    b.node("effect", NodeKind::Step, Lane::System, "The result takes effect", String::new());
    match decision.automation.value {
        Automation::Assistive | Automation::HumanInLoop => {
            b.edge("assess", review, "");
        }
        Automation::HumanOnLoop | Automation::FullyAutomated => {
            let trigger = describe_trigger(decision);
            if decision.automation.value == Automation::FullyAutomated && trigger.is_empty() {
                b.edge("assess", "effect", "");
            } else {
                b.node("gate", NodeKind::Question, Lane::System, "Must a person look?", trigger);
                b.edge("assess", "gate", "");
                b.edge("gate", review, "yes");
                b.edge("gate", "effect", "no");
            }
        }
    }
    if review == "review" {
        b.node("doubt", NodeKind::Question, Lane::Person, "Clear?", String::new());
        b.edge("review", "doubt", "");
        b.edge("doubt", "effect", "confirmed or corrected");
        add_escalation(&mut b, decision);
    }
    add_aftermath(&mut b, decision, weighty);
    let problems = find_problems(agreement, decision, &b, weighty);
    Flowchart {
        decision: decision.id.to_string(),
        name: decision.name.value.clone(),
        span: decision.id.span,
        nodes: b.nodes,
        edges: b.edges,
        problems,
    }
}

/// The review step, or what is missing in its place.
fn add_review(b: &mut Builder, decision: &Decision) -> &'static str {
    let nobody =
        decision.human_review.as_ref().is_some_and(|review| review.value == HumanReview::None);
    match &decision.oversight {
        Some(oversight) if !nobody || decision.automation.value != Automation::FullyAutomated => {
            let mut detail = capitalise(&oversight.reviewer.value);
            if let Some(within) = &oversight.within {
                detail.push_str(&format!(", within {within}"));
            }
            if let Some(competence) = &oversight.competence {
                detail.push_str(&format!("; {competence}"));
            }
            let text = match decision.automation.value {
                Automation::Assistive => "A person decides",
                Automation::HumanInLoop => "A person approves or corrects",
                Automation::HumanOnLoop | Automation::FullyAutomated => "A person reviews",
            };
            b.node("review", NodeKind::Step, Lane::Person, text, detail);
            "review"
        }
        Some(oversight) => {
            b.node(
                "review",
                NodeKind::Step,
                Lane::Person,
                "A person reviews",
                capitalise(&oversight.reviewer.value),
            );
            "review"
        }
        None => {
            b.node(
                "no-reviewer",
                NodeKind::Missing,
                Lane::Person,
                "Nobody is named to look",
                "add [decision.oversight]".to_owned(),
            );
            "no-reviewer"
        }
    }
}

fn describe_trigger(decision: &Decision) -> String {
    let Some(oversight) = &decision.oversight else { return String::new() };
    let mut parts = Vec::new();
    if let Some(bound) = &oversight.confidence_below {
        parts.push(format!("confidence below {bound}"));
    }
    if let Some(trigger) = &oversight.trigger {
        parts.push(trigger.value.clone());
    }
    capitalise(&parts.join(", or "))
}

fn add_escalation(b: &mut Builder, decision: &Decision) {
    if decision.escalation.is_empty() {
        b.node(
            "no-escalation",
            NodeKind::Missing,
            Lane::Person,
            "No one to ask in doubt",
            "name them in `escalation`".to_owned(),
        );
        b.edge("doubt", "no-escalation", "in doubt");
        return;
    }
    let steps: Vec<String> = decision.escalation.iter().map(|step| step.value.clone()).collect();
    b.node(
        "escalate",
        NodeKind::Step,
        Lane::Person,
        "Escalation",
        capitalise(&steps.join(", then ")),
    );
    b.edge("doubt", "escalate", "in doubt");
    b.edge("escalate", "effect", "decided");
}

fn add_aftermath(b: &mut Builder, decision: &Decision, weighty: bool) {
    let mut last = "effect";
    let sample = decision.oversight.as_ref().and_then(|oversight| oversight.sample.as_ref());
    if let Some(share) = sample {
        b.node(
            "sample",
            NodeKind::Step,
            Lane::Person,
            "A sample is checked",
            format!("{share} of the results, afterwards"),
        );
        b.edge(last, "sample", "");
        last = "sample";
    }
    if let Some(explanation) = &decision.explanation {
        b.node(
            "explain",
            NodeKind::Step,
            Lane::Affected,
            "The reasons are given",
            capitalise(&explanation.value),
        );
        b.edge(last, "explain", "");
        last = "explain";
    } else if weighty {
        b.node(
            "no-explanation",
            NodeKind::Missing,
            Lane::Affected,
            "No reasons are given",
            "say in `explanation` what people are told".to_owned(),
        );
        b.edge(last, "no-explanation", "");
    }
    match &decision.appeal {
        Some(appeal) => {
            b.node(
                "contest",
                NodeKind::Question,
                Lane::Affected,
                "Contested?",
                capitalise(&appeal.value),
            );
            b.edge(last, "contest", "");
            b.node("again", NodeKind::Step, Lane::Person, "A person decides anew", String::new());
            b.edge("contest", "again", "yes");
            b.node("done", NodeKind::End, Lane::System, "Closed and logged", String::new());
            b.edge("contest", "done", "no");
            b.edge("again", "done", "");
        }
        None if weighty => {
            b.node(
                "no-appeal",
                NodeKind::Missing,
                Lane::Affected,
                "No way to contest",
                "describe it in `appeal`".to_owned(),
            );
            b.edge(last, "no-appeal", "");
        }
        None => {
            b.node("done", NodeKind::End, Lane::System, "Closed and logged", String::new());
            b.edge(last, "done", "");
        }
    }
}

/// Dead ends, questions with one way on, and weighty results that no person has seen.
fn find_problems(
    agreement: &Agreement,
    decision: &At<Decision>,
    b: &Builder,
    weighty: bool,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for node in &b.nodes {
        let ways = b.edges.iter().filter(|edge| edge.from == node.id).count();
        let reached = node.kind == NodeKind::Start || b.edges.iter().any(|edge| edge.to == node.id);
        if node.kind == NodeKind::Missing && reached {
            problems.push(Problem {
                code: "map/missing-step",
                node: node.id,
                message: format!("decision `{}`: {}", decision.id, node.text.to_lowercase()),
                help: node.detail.clone(),
            });
        } else if node.kind != NodeKind::End && ways == 0 {
            problems.push(Problem {
                code: "map/dead-end",
                node: node.id,
                message: format!("decision `{}` stops at `{}`", decision.id, node.text),
                help: "say what follows".to_owned(),
            });
        }
        if node.kind == NodeKind::Question && ways < 2 {
            problems.push(Problem {
                code: "map/one-way-question",
                node: node.id,
                message: format!("decision `{}`: `{}` has one answer only", decision.id, node.text),
                help: "say what happens otherwise".to_owned(),
            });
        }
    }
    if weighty && can_bypass(b, "case", "effect") {
        let answers = decision
            .answers_for_errors
            .as_ref()
            .map_or_else(|| "nobody".to_owned(), |party| short_name(agreement, party.id()));
        problems.push(Problem {
            code: "map/unseen-by-people",
            node: "effect",
            message: format!(
                "results of `{}` can take effect before any person has looked; {answers} answers for errors",
                decision.id
            ),
            help: "set `automation` to `human-in-loop`, or record why automation is acceptable and accept this".to_owned(),
        });
    }
    problems
}

/// Whether a way leads from one step to another without any step of a person.
fn can_bypass(b: &Builder, from: &'static str, to: &'static str) -> bool {
    let is_person =
        |id: &str| b.nodes.iter().any(|node| node.id == id && node.lane == Lane::Person);
    let mut open = vec![from];
    let mut seen = Vec::new();
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if seen.contains(&id) || is_person(id) {
            continue;
        }
        seen.push(id);
        open.extend(b.edges.iter().filter(|edge| edge.from == id).map(|edge| edge.to));
    }
    false
}

impl Flowchart {
    /// The problems as findings about the decision.
    pub(super) fn findings(&self) -> impl Iterator<Item = Finding> + '_ {
        self.problems.iter().map(|problem| {
            let severity = match problem.code {
                "map/unseen-by-people" => Severity::Warning,
                _ => Severity::Error,
            };
            Finding::new(problem.code, severity, problem.message.clone())
                .help(problem.help.clone())
                .spans([self.span])
                .of(Some(&self.decision))
        })
    }

    /// The chart as a Mermaid flowchart.
    pub fn to_mermaid(&self) -> String {
        let mut out = String::from("flowchart TD\n");
        let lanes = [
            (Lane::System, "Acceptable to automate"),
            (Lane::Person, "A person must look"),
            (Lane::Affected, "The person affected"),
        ];
        for (lane, title) in lanes {
            let nodes: Vec<_> = self.nodes.iter().filter(|node| node.lane == lane).collect();
            if nodes.is_empty() {
                continue;
            }
            out.push_str(&format!("  subgraph {}[\"{title}\"]\n", identifier(title)));
            for node in nodes {
                let text = if node.detail.is_empty() {
                    quote(&node.text)
                } else {
                    format!("{}<br/>{}", quote(&node.text), quote(&node.detail))
                };
                let shape = match node.kind {
                    NodeKind::Start | NodeKind::End => format!("([\"{text}\"])"),
                    NodeKind::Step => format!("[\"{text}\"]"),
                    NodeKind::Question => format!("{{\"{text}\"}}"),
                    NodeKind::Missing => format!("[/\"{text}\"/]:::missing"),
                };
                out.push_str(&format!("    {}{shape}\n", identifier(node.id)));
            }
            out.push_str("  end\n");
        }
        for edge in &self.edges {
            let label = if edge.label.is_empty() {
                String::new()
            } else {
                format!("|{}|", quote(&edge.label))
            };
            out.push_str(&format!(
                "  {} -->{label} {}\n",
                identifier(edge.from),
                identifier(edge.to)
            ));
        }
        out.push_str("  classDef missing stroke:#b42318,fill:#fdecea,color:#b42318\n");
        out
    }
}
