"""What a test may ask of personctl-mock beside using it."""

import json
import os
from urllib.request import Request, urlopen


class Mock:
    """A session of the mock: people, faults, clock and journal of one test's own."""

    def __init__(self, name):
        origin = os.environ["PERSONCTL_MOCK_URL"]
        self._url = f"{origin}/__session/{name}"
        #: Leads a client into this session.
        self.env = {key: value.replace(origin, self._url) for key, value in os.environ.items()}

    def add_fault(self, effect, **more):
        self._send("/faults", {"effect": {"type": effect}, **more})

    def advance_clock(self, seconds):
        self._send("/clock/advance", {"seconds": seconds})

    def count(self, operation):
        return self._send(f"/requests/count?operation={operation}")["count"]

    def _send(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        token = os.environ.get("PERSONCTL_MOCK_ADMIN_TOKEN")
        if token is not None:
            headers["X-Personctl-Admin-Token"] = token
        with urlopen(Request(f"{self._url}/__admin{path}", data, headers), timeout=10) as answer:
            return json.load(answer)
