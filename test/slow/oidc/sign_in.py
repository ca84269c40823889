"""The authorization servers of a mock over https, and a browser for the person, for the programs beside this file."""

import html
import json
import os
import re

import requests

ORIGIN = os.environ["PERSONCTL_MOCK_URL"]
OFFLINE = ["openid", "profile", "email", "offline_access"]
SERVERS = {
    "Auth0": (f"{ORIGIN}/", OFFLINE),
    "Keycloak": (f"{ORIGIN}/auth/realms/cern", ["openid", "profile", "email"]),
    "OneWelcome": (f"{ORIGIN}/oauth", OFFLINE),
}
CLIENT_ID = "demo"
CLIENT_SECRET = "demo-secret"
GRACE = "grace.hopper@example.org"
REDIRECT_URI = "https://app.example/callback"
AFTER_LOGOUT = "https://app.example/goodbye"


def discover(issuer):
    """Returns the discovery document of a server."""
    response = requests.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout=60)
    response.raise_for_status()
    return response.json()


class Browser:
    """A browser without JavaScript, which keeps cookies and follows redirects and links."""

    def __init__(self):
        self._session = requests.Session()
        self._session.headers["Accept"] = "text/html"

    def open(self, url, end):
        """Opens a URL. Returns the page, or the URL that begins with `end`, which nobody has to serve."""
        while not url.startswith(end):
            page = self._session.get(url, allow_redirects=False, timeout=60)
            if "Location" not in page.headers:
                return page
            url = requests.compat.urljoin(url, page.headers["Location"])
        return url

    def sign_in_as_grace(self, url):
        """Chooses Grace on the page of a server. Returns the URL that the application gets."""
        page = self.open(url, REDIRECT_URI)
        link = html.unescape(re.search(r'href="([^"]*)">Grace Hopper<', page.text)[1])
        return self.open(requests.compat.urljoin(page.url, link), REDIRECT_URI)


def sign_in_everywhere(sign_in):
    """Signs in at each server in turn, and prints as JSON which steps passed there."""
    table = {}
    for name, (issuer, scopes) in SERVERS.items():
        table[name] = []
        sign_in(issuer, scopes, table[name].append)
    print(json.dumps(table))
