//! The *offered* column: what their paper says on each provision.

use std::collections::BTreeMap;

use accordant_packs::entry::{CueSet, Position, Provision};
use accordant_packs::{Packs, ParameterValue, parse_parameter_text};
use serde::Serialize;

use super::Rung;
use crate::read::{ABSENT, Evidence, PaperReading, Reading};

/// What a paper offers on a provision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Offer {
    /// The position.
    #[serde(flatten)]
    pub rung: Rung,
    /// Its values, by the parameter of the provision.
    pub values: BTreeMap<String, String>,
    /// The words that say it.
    pub quotes: Vec<Evidence>,
    /// Which cue decided, and what would change the answer.
    pub because: String,
}

/// A provision of which a paper does not speak.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Silence {
    /// Where it was looked for, and what would change the answer.
    pub because: String,
}

/// What a paper says, or that it is silent, by provision; what no cue reads is not there.
pub(super) type Offers = BTreeMap<String, Result<Offer, Silence>>;

/// Turns readings into offers.
pub(super) fn list_offers(packs: &Packs, reading: &PaperReading) -> Offers {
    let mut offers = Offers::new();
    for reading in &reading.readings {
        let (Some(provision), Some(set)) =
            (packs.provisions.get(&reading.provision), packs.cues.get(&reading.provision))
        else {
            continue;
        };
        let offer = if reading.position == ABSENT {
            Err(Silence { because: reading.because.clone() })
        } else {
            match provision.find_position(&reading.position) {
                Some(position) => Ok(Offer {
                    rung: Rung::of(position),
                    values: assign_values(set, provision, reading),
                    quotes: reading.evidence.clone(),
                    because: reading.because.clone(),
                }),
                None => continue,
            }
        };
        offers.insert(reading.provision.clone(), offer);
    }
    offers
}

/// Values of the quotes by parameter, where the quotes state only one.
fn assign_values(
    set: &CueSet,
    provision: &Provision,
    reading: &Reading,
) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for (kind, name) in &set.fills {
        let found = reading.values.get(kind.as_str()).map(Vec::as_slice);
        if let (Some([only]), Some(parameter)) = (found, provision.params.get(name))
            && parse_parameter_text(parameter, only).is_ok()
        {
            values.insert(name.clone(), only.clone());
        }
    }
    values
}

impl Offer {
    /// A value as its type.
    pub(super) fn value(&self, provision: &Provision, name: &str) -> Option<ParameterValue> {
        parse_parameter_text(provision.params.get(name)?, self.values.get(name)?).ok()
    }
}

impl Rung {
    /// A position for people.
    pub(super) fn of(position: &Position) -> Self {
        Self {
            position: position.id.clone(),
            label: position.label.clone(),
            says: position.says.clone(),
        }
    }
}
