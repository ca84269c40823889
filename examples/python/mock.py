"""The admin routes of personctl-mock that the tests use."""

import json
import os
from urllib.request import Request, urlopen


class Mock:
    """A session of the mock, with people, faults, clock and journal for one test."""

    def __init__(self, name):
        origin = os.environ["PERSONCTL_MOCK_URL"]
        self._url = f"{origin}/__session/{name}"
        #: Environment variables with which a client uses this session.
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
        with urlopen(Request(f"{self._url}/__admin{path}", data, headers), timeout=10) as response:
            return json.load(response)
