"""The pages of finance's desk."""

from __future__ import annotations

from dashboard.routing import Page

TITLE = "finance.title"
MONTH = Page("finance/month.py", "month", "finance.page.month", ":material/calendar_month:")
CUSTOMER = Page("finance/customer_month.py", "customer-month", "finance.page.customer", ":material/receipt_long:")
TREND = Page("finance/monthly_trend.py", "course", "finance.page.trend", ":material/bar_chart:")
CLOSING = Page("finance/closing.py", "closing", "finance.page.closing", ":material/lock:")
PAGES: tuple[Page, ...] = (MONTH, CUSTOMER, TREND, CLOSING)
