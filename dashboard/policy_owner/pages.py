"""The pages of the policy owner's desk."""

from __future__ import annotations

from dashboard.routing import Page
from engine.policy.pack import Text

TITLE = Text(de="Regelwerk", en="Policy")
POLICY = Page("policy_owner/policy.py", "policy", Text(de="Regeln", en="Rules"), ":material/rule:")
RATES = Page("policy_owner/rates.py", "rates", Text(de="Stundensätze", en="Hourly rates"), ":material/euro:")
PAGES: tuple[Page, ...] = (POLICY, RATES)
