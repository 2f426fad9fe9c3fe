"""The pages of the policy owner's desk."""

from __future__ import annotations

from dashboard.routing import Page

TITLE = "policy_owner.title"
POLICY = Page("policy_owner/policy.py", "policy", "policy_owner.page.rules", ":material/rule:")
RATES = Page("policy_owner/rates.py", "rates", "policy_owner.page.rates", ":material/euro:")
EDITOR = Page("policy_owner/editor.py", "editor", "policy_owner.page.editor", ":material/edit_note:")
LAW = Page("policy_owner/drafts.py", "drafts", "policy_owner.page.lifecycle", ":material/gavel:")
PAGES: tuple[Page, ...] = (POLICY, RATES, EDITOR, LAW)
