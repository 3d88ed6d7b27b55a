"""A visit to a site with a browser, which hears whatever the browser complains about."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

_REPORTS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
_MISSING, _FAULT = 400, 500


class Visit:
    """What was seen of a site in one context of a browser, and what it complained about.

    Complaints are errors on the console, among them all reports of the content policy, faults of scripts, pages that
    answer 500 and above, parts of pages that are missing, and requests to any host but the site's own.
    """

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.site = site
        self.complaints: list[str] = []
        self._context = context
        self._host = urlsplit(site).netloc
        context.add_init_script(_REPORTS)
        # Not each request: whatever is asked of anybody comes to an answer or fails.
        context.on("response", self._answered)
        context.on("requestfailed", self._asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))

    def open(self, address: str, *, status: int = 200) -> Page:
        """A new page at an address of the site, which answers with this status."""
        page = self._context.new_page()
        self.go(page, address, status=status)
        return page

    def go(self, page: Page, address: str, *, status: int = 200) -> None:
        """Take a page to an address of the site, which answers with this status."""
        response = page.goto(self.site + address)
        assert response is not None
        assert response.status == status, (address, response.status)

    def path(self, page: Page) -> str:
        """Where a page is now, as an address of the site."""
        return page.url.removeprefix(self.site)

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self._host:
            self.complaints.append(f"another host: {request.url}")

    def _answered(self, response: Response) -> None:
        self._asked(response.request)
        page = response.request.resource_type == "document"
        if response.status >= (_FAULT if page else _MISSING):
            self.complaints.append(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # Whether an answer of 404 is a complaint is judged where answers are.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")


def complaints(visits: Sequence[Visit]) -> list[str]:
    """All that was complained about on any of these visits."""
    return [complaint for visit in visits for complaint in visit.complaints]
