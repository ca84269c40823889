from urllib.parse import urlencode

from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oidc.core import CodeIDToken
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
    session = OAuth2Session(
        CLIENT_ID,
        CLIENT_SECRET,
        scope=scopes,
        redirect_uri=REDIRECT_URI,
        code_challenge_method="S256",
    )
    browser = Browser()
    verifier, nonce = generate_token(48), generate_token()
    url, state = session.create_authorization_url(
        server["authorization_endpoint"], code_verifier=verifier, nonce=nonce
    )
    callback = browser.sign_in_as_grace(url)
    token = session.fetch_token(
        server["token_endpoint"], authorization_response=callback, code_verifier=verifier, state=state
    )
    passed("code and PKCE")

    keys = JsonWebKey.import_key_set(session.get(server["jwks_uri"], withhold_token=True).json())
    claims = jwt.decode(
        token["id_token"],
        keys,
        claims_cls=CodeIDToken,
        claims_options={"iss": {"value": issuer}, "aud": {"value": CLIENT_ID}},
        claims_params={"nonce": nonce, "client_id": CLIENT_ID, "access_token": token["access_token"]},
    )
    claims.validate()
    assert claims["email"] == GRACE, claims
    passed("ID token")

    told = session.get(server["userinfo_endpoint"]).json()
    assert (told["sub"], told["email"]) == (claims["sub"], GRACE), told
    passed("userinfo")

    fresh = session.refresh_token(server["token_endpoint"], refresh_token=token["refresh_token"])
    assert fresh["access_token"] != token["access_token"]
    assert session.get(server["userinfo_endpoint"]).json()["sub"] == claims["sub"]
    passed("refresh")

    last = fresh["refresh_token"]
    if "introspection_endpoint" in server:
        assert session.introspect_token(server["introspection_endpoint"], fresh["access_token"]).json()["active"]
    revoked = session.revoke_token(server["revocation_endpoint"], last, token_type_hint="refresh_token")
    assert revoked.status_code == 200, revoked.text
    try:
        session.refresh_token(server["token_endpoint"], refresh_token=last)
        raise AssertionError("A revoked token works")
    except OAuthError as error:
        assert error.error == "invalid_grant", error
    passed("revocation")

    hint = {"id_token_hint": token["id_token"], "post_logout_redirect_uri": AFTER_LOGOUT}
    assert browser.open(f"{server['end_session_endpoint']}?{urlencode(hint)}", AFTER_LOGOUT) == AFTER_LOGOUT
    assert "error=login_required" in browser.open(f"{url}&prompt=none", REDIRECT_URI)
    passed("logout")


sign_in_everywhere(sign_in)
