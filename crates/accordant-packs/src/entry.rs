//! The entries of a pack, as their files say them.

mod ask;
mod cue;
mod form;
mod house;
mod law;
mod schedule;
mod topic;
mod wording;

pub use ask::{
    AnswerKind, CommonQuestion, ExplanationStandard, OwedExplanation, Question, QuestionArea,
    Questionnaire,
};
pub use cue::{Cue, CueSet, Decision, ValueKind, WordLists};
pub use form::{Form, FormClause, Layout};
pub use house::{Break, Constraint, Play, Playbook, PlaybookSide};
pub use law::{
    Area, Bound, CheckItem, Checklist, ClassRule, Driver, KeyDate, LawVersion, Obligation, Regime,
    Requirement, Review, ReviewState, Risk, RiskOwner, Rule, RuleSeverity, Superseded, Treatment,
    TreatmentKind,
};
pub use schedule::{Schedule, ScheduleRow, ScheduleTable};
pub use topic::{Standard, Topic, Topics};
pub use wording::{
    Better, Definition, Include, Parameter, ParameterKind, PartnershipForm, Position, Provision,
    Stance,
};
