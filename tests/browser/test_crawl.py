"""Every link of the site leads somewhere."""

from contextlib import closing

# Follows links as the browser reads them, several at once. Filters can be joined without end, so of the addresses that
# differ only in the values of their query one is followed, and of longer queries a few.
CRAWL = """async ({start, most}) => {
  const shape = ({pathname, searchParams}) => {
    const names = [...new Set(searchParams.keys())].sort();
    return `${pathname}?${names.length < 2 ? names : names.length}`;
  };
  const alike = new Map(), pages = new Map(), wanted = [], faults = [], waiting = [];
  const follow = (href, base, from) => {
    const url = new URL(href, base);
    if (url.origin !== location.origin) return;
    const fragment = decodeURIComponent(url.hash.slice(1));
    url.hash = "";
    if (fragment) wanted.push([url.href, fragment, from]);
    if (pages.has(url.href)) return;
    const seen = alike.get(shape(url)) ?? 0;
    if (seen >= (url.searchParams.size < 2 ? 1 : url.searchParams.size < 4 ? 2 : 0)) return;
    alike.set(shape(url), seen + 1);
    pages.set(url.href, null);
    waiting.push([url.href, from]);
  };
  const visit = async ([href, from]) => {
    const response = await fetch(href);
    // What is gone says so on a page of its own.
    if (!response.ok && response.status !== 410) faults.push(`${response.status} ${href} from ${from}`);
    if (!response.headers.get("content-type").startsWith("text/html")) return response.text();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    pages.set(href, new Set([...page.querySelectorAll("[id]")].map((element) => element.id)));
    pages.set(response.url, pages.get(href));
    for (const link of page.querySelectorAll("a[href]")) follow(link.getAttribute("href"), response.url, href);
    for (const form of page.querySelectorAll("form")) follow(form.getAttribute("action") ?? "", response.url, href);
  };
  follow(start, location.href, "the start");
  while (waiting.length && pages.size < most) await Promise.all(waiting.splice(0, 6).map(visit));
  for (const [href, fragment, from] of wanted) {
    if (pages.get(href) && !pages.get(href).has(fragment)) faults.push(`no #${fragment} in ${href} from ${from}`);
  }
  const places = [...pages.keys()].map((href) => new URL(href).pathname.split("/")[1]);
  return {faults: [...new Set(faults)], visited: pages.size, left: waiting.length, places};
}"""


def test_no_link_is_dead(browser, site):
    """From the home page every link and form of the site leads to an answer, and to a part of it that is there."""
    # No visit hears what is asked: so many answers would take it long, and the crawl looks at each itself.
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(site)
        found = page.evaluate(CRAWL, {"start": "/", "most": 2_000})

    assert found["faults"] == []
    assert found["left"] == 0
    assert found["visited"] > 200
    assert set(found["places"]) >= {"services", "apis", "stores", "teams", "people", "gaps"}
