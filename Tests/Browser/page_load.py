"""What one load of a page costs: requests and bytes as the browser's network stack counts them, what moved, and when it worked."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page

from person import until

# Runs before the page's own scripts: notes what moves without anybody's doing, and the first frame in which a control of the
# page stands and the thread that runs its scripts is free to answer it.
WATCH = """
(() => {
  const seen = globalThis.__load = { shifts: [], ready: null };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      seen.shifts.push({ value: entry.value, what: entry.sources.map(({ node }) => node ? node.nodeName + '.' + (node.className || '') : '?') });
    }
  }).observe({ type: 'layout-shift', buffered: true });
  const control = SELECTOR;
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true, attributes: true });
  function look() {
    const found = document.querySelector(control);
    if (!found || !found.getClientRects().length) return;
    watcher.disconnect();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { seen.ready = performance.now(); };
      channel.port2.postMessage(null);
    });
  }
})();
"""


@dataclass
class Fetched:
    """One request."""
    url: str
    method: str


@dataclass
class PageLoad:
    """Attach before the page goes anywhere; nothing of it is counted twice or left out: redirects, preloads, sockets."""
    page: Page
    requests: dict[str, Fetched] = field(default_factory=dict)
    # By request: the bytes that came. The browser's processes may tell of its end before its beginning.
    ended: dict[str, int] = field(default_factory=dict)
    sockets: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def watching(page: Page, control: str, slower: int = 1) -> "PageLoad":
        load = PageLoad(page)
        session = page.context.new_cdp_session(page)
        for event, hear in [
                ("requestWillBeSent", load._asked), ("loadingFinished", load._came), ("loadingFailed", load._failed),
                ("webSocketCreated", load._opened), ("webSocketFrameReceived", load._heard)]:
            session.on(f"Network.{event}", hear)
        session.send("Network.enable")
        if slower > 1:
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.add_init_script(WATCH.replace("SELECTOR", repr(control)))
        return load

    def _asked(self, event: dict) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.requests[event["requestId"]] = Fetched(event["request"]["url"], event["request"]["method"])

    def _came(self, event: dict) -> None:
        self.ended[event["requestId"]] = int(event["encodedDataLength"])

    def _failed(self, event: dict) -> None:
        self.ended.setdefault(event["requestId"], 0)

    def _opened(self, event: dict) -> None:
        self.sockets[event["requestId"]] = 0

    def _heard(self, event: dict) -> None:
        # A frame's own head is at most ten bytes (RFC 6455, 5.2).
        self.sockets[event["requestId"]] = self.sockets.get(event["requestId"], 0) + 10 \
            + len(event["response"]["payloadData"].encode())

    def wait_until_ready_and_quiet(self, quiet: float = 0.5) -> None:
        """The control works, nothing is under way, and nothing has come up for a while."""
        until(lambda: self.page.evaluate("globalThis.__load && globalThis.__load.ready"), "the page's control to work", every=0.05)
        counts: list[int] = []

        def still() -> bool:
            self.page.evaluate("0")  # what the browser has told is heard only while it is spoken to
            counts.append(-len(counts) if self.under_way() else len(self.requests))
            last = counts[-max(2, int(quiet / 0.1)):]
            return len(last) >= int(quiet / 0.1) and len(set(last)) == 1

        until(still, "the network to rest")

    def under_way(self) -> list[str]:
        return [each.url for name, each in self.requests.items() if name not in self.ended]

    @property
    def ready(self) -> float:
        """From the start of the navigation; ms."""
        return self.page.evaluate("globalThis.__load.ready")

    @property
    def bytes(self) -> int:
        """Heads and bodies as they were on the wire, and what the sockets said."""
        return sum(size for _, size in self.sizes()) + sum(self.sockets.values())

    def sizes(self) -> list[tuple[str, int]]:
        return [(each.url, self.ended.get(name, 0)) for name, each in self.requests.items()]

    @property
    def shifts(self) -> list[dict]:
        return self.page.evaluate("globalThis.__load.shifts")

    @property
    def shifted(self) -> float:
        return sum(each["value"] for each in self.shifts)

    def twice(self) -> list[str]:
        """What was asked for more than once, from wherever it came. The tab's sign is the browser's own affair: it asks for it
        anew when the head of the page changes, and is told that it has it."""
        asked = [(each.method, each.url) for each in self.requests.values() if not each.url.endswith("/favicon.svg")]
        return sorted({f"{method} {url}" for method, url in asked if asked.count((method, url)) > 1})

    def elsewhere(self, origin: str) -> list[str]:
        return sorted({each.url for each in self.requests.values()
                       if urlsplit(each.url).netloc != urlsplit(origin).netloc and not each.url.startswith("blob:")})
