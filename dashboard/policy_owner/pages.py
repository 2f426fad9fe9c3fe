"""The pages of the policy owner's desk."""

from __future__ import annotations

from dashboard.routing import Page
from engine.policy.pack import Text

TITLE = Text(de="Regelwerk", en="Policy")
POLICY = Page("policy_owner/policy.py", "policy", Text(de="Regeln", en="Rules"), ":material/rule:")
RATES = Page("policy_owner/rates.py", "rates", Text(de="Stundensätze", en="Hourly rates"), ":material/euro:")
EDITOR = Page("policy_owner/editor.py", "editor", Text(de="Entwurf bearbeiten", en="Edit a draft"), ":material/edit_note:")
LAW = Page("policy_owner/drafts.py", "drafts", Text(de="Vom Entwurf zur Regel", en="From draft to law"), ":material/gavel:")
PAGES: tuple[Page, ...] = (POLICY, RATES, EDITOR, LAW)
