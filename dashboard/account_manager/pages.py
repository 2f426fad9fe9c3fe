"""The pages of the account manager's desk."""

from __future__ import annotations

from dashboard.routing import Page
from engine.policy.pack import Text

TITLE = Text(de="Kundenbetreuung", en="Account manager")
CUSTOMERS = Page("account_manager/customers.py", "customers", Text(de="Kunden", en="Customers"), ":material/apartment:")
NEW_REQUEST = Page("account_manager/new_request.py", "new-request", Text(de="Neue Anfrage", en="New request"), ":material/add_circle:")
REQUEST = Page("account_manager/request.py", "request", Text(de="Anfrage", en="Request"), ":material/description:")
PAGES: tuple[Page, ...] = (CUSTOMERS, NEW_REQUEST, REQUEST)
