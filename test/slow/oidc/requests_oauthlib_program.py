from urllib.parse import urlencode

from oauthlib.oauth2 import InvalidGrantError, WebApplicationClient
from requests_oauthlib import OAuth2Session
from sign_in import (
    AFTER_LOGOUT,
    CLIENT_ID,
    CLIENT_SECRET,
    GRACE,
    REDIRECT_URI,
    Browser,
    discover,
    sign_in_everywhere,
)


def sign_in(issuer, scopes, passed):
    server = discover(issuer)
    client = WebApplicationClient(CLIENT_ID)
    verifier = client.create_code_verifier(64)
    challenge = client.create_code_challenge(verifier, "S256")
    session = OAuth2Session(client=client, scope=scopes, redirect_uri=REDIRECT_URI)
    browser = Browser()
    url, _ = session.authorization_url(
        server["authorization_endpoint"], code_challenge=challenge, code_challenge_method="S256"
    )
    token = session.fetch_token(
        server["token_endpoint"],
        authorization_response=browser.sign_in_as_grace(url),
        client_secret=CLIENT_SECRET,
        code_verifier=verifier,
    )
    passed("code and PKCE")

    assert session.get(server["userinfo_endpoint"]).json()["email"] == GRACE
    passed("userinfo")

    fresh = session.refresh_token(
        server["token_endpoint"], client_id=CLIENT_ID, client_secret=CLIENT_SECRET
    )
    assert fresh["access_token"] != token["access_token"]
    assert session.get(server["userinfo_endpoint"]).json()["email"] == GRACE
    passed("refresh")

    address, headers, body = client.prepare_token_revocation_request(
        server["revocation_endpoint"],
        fresh["refresh_token"],
        token_type_hint="refresh_token",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
    )
    revoked = session.request("POST", address, data=body, headers=headers, withhold_token=True)
    assert revoked.status_code == 200, revoked.text
    try:
        session.refresh_token(server["token_endpoint"], client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
        raise AssertionError("A revoked token works")
    except InvalidGrantError:
        passed("revocation")

    hint = {"id_token_hint": token["id_token"], "post_logout_redirect_uri": AFTER_LOGOUT}
    assert browser.open(f"{server['end_session_endpoint']}?{urlencode(hint)}", AFTER_LOGOUT) == AFTER_LOGOUT
    assert "error=login_required" in browser.open(f"{url}&prompt=none", REDIRECT_URI)
    passed("logout")


sign_in_everywhere(sign_in)
