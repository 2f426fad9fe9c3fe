"""The pages of finance's desk."""

from __future__ import annotations

from dashboard.routing import Page
from engine.policy.pack import Text

TITLE = Text(de="Finanzen", en="Finance")
MONTH = Page("finance/month.py", "month", Text(de="Monat", en="Month"), ":material/calendar_month:")
CUSTOMER = Page("finance/customer_month.py", "customer-month", Text(de="Kunde im Monat", en="Customer’s month"), ":material/receipt_long:")
COURSE = Page("finance/course.py", "course", Text(de="Verlauf", en="Over the months"), ":material/bar_chart:")
CLOSING = Page("finance/closing.py", "closing", Text(de="Monat abschließen", en="Close a month"), ":material/lock:")
PAGES: tuple[Page, ...] = (MONTH, CUSTOMER, COURSE, CLOSING)
