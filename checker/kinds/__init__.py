"""The kinds of rule, one module each; `RuleSpec` is any of them."""

from checker.kinds.consistency import ConsistencyRule
from checker.kinds.detector import DetectorRule, EngineRule
from checker.kinds.existence import ExistenceRule
from checker.kinds.glossary import GlossaryRule
from checker.kinds.limit import LimitRule
from checker.kinds.missing import MissingRule
from checker.kinds.morph_pattern import MorphPatternRule
from checker.kinds.required import RequiredRule
from checker.kinds.substitution import SubstitutionRule

RuleSpec = (
    ExistenceRule
    | SubstitutionRule
    | GlossaryRule
    | LimitRule
    | MorphPatternRule
    | ConsistencyRule
    | RequiredRule
    | MissingRule
    | DetectorRule
    | EngineRule
)

__all__ = ["RuleSpec"]
