"""The pages of the account manager's desk."""

from __future__ import annotations

from dashboard.routing import Page

TITLE = "account_manager.title"
CUSTOMERS = Page("account_manager/customers.py", "customers", "account_manager.page.customers", ":material/apartment:")
NEW_REQUEST = Page("account_manager/new_request.py", "new-request", "account_manager.page.new_request", ":material/add_circle:")
REQUEST = Page("account_manager/request.py", "request", "account_manager.page.request", ":material/description:")
PAGES: tuple[Page, ...] = (CUSTOMERS, NEW_REQUEST, REQUEST)
