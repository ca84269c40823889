"""People in Mozilla CIS, with nothing but Python's standard library."""

import json
import os
import time
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen


class People:
    """Looks people up. Renews its token before it expires, and once if the service rejects it."""

    def __init__(self, scope, env=os.environ):
        self._url = env["PERSONCTL_CIS_URL"]
        self._token_url = env["PERSONCTL_CIS_TOKEN_URL"]
        self._grant = {
            "grant_type": "client_credentials",
            "audience": env["PERSONCTL_CIS_AUDIENCE"],
            "client_id": env["PERSONCTL_CIS_CLIENT_ID"],
            "client_secret": env["PERSONCTL_CIS_CLIENT_SECRET"],
            "scope": scope,
        }
        self._token = None
        self._renew_at = 0.0

    def find(self, email):
        """Returns the profile of the person with this primary e-mail, or None."""
        # The service decodes the key twice.
        key = quote(quote(email, safe=""), safe="")
        return self._get(f"/v2/user/primary_email/{key}?active=any") or None

    def everybody(self):
        """Yields every active person, page after page."""
        query = {}
        while True:
            page = self._get(f"/v2/users?{urlencode(query)}")
            yield from page["Items"]
            if page["nextPage"] is None:
                return
            query = {"nextPage": json.dumps(page["nextPage"])}

    def _get(self, path):
        token = self._valid_token()
        try:
            return self._send(path, token)
        except HTTPError as error:
            # The service responds to a rejected token with 500.
            if error.code not in (401, 500):
                raise
            error.close()
        self._token = None
        return self._send(path, self._valid_token())

    def _send(self, path, token):
        request = Request(self._url + path, headers={"Authorization": f"Bearer {token}"})
        with urlopen(request, timeout=10) as response:
            return json.load(response)

    def _valid_token(self):
        if self._token is None or time.monotonic() >= self._renew_at:
            with urlopen(self._token_url, urlencode(self._grant).encode(), timeout=10) as response:
                grant = json.load(response)
            self._token = grant["access_token"]
            self._renew_at = time.monotonic() + grant["expires_in"] * 0.9
        return self._token
