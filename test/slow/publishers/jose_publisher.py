"""A publisher with python-jose, which the official library signs with: it takes a person, changes a title, and sends it back.

Arguments: the URL of the mock, a file with the private key as a JSON Web Key.
"""

import json
import sys
import urllib.parse
import urllib.request

from jose import jws

url, key_file = sys.argv[1:]
with open(key_file) as file:
    key = json.load(file)


def send(method, path, body=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data, {"Content-Type": "application/json", **(headers or {})}, method=method)
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def sign(attribute, publisher):
    content = {name: value for name, value in attribute.items() if name != "signature"}
    signature = {**attribute["signature"]["publisher"], "alg": "RS256", "typ": "JWS", "name": publisher}
    signature["value"] = jws.sign(content, key, algorithm="RS256")
    return {**content, "signature": {**attribute["signature"], "publisher": signature}}


credentials = {"grant_type": "client_credentials", "client_id": "demo", "client_secret": "demo-secret"}
token = send("POST", "/oauth/token", {**credentials, "audience": "api.sso.mozilla.com"})
headers = {"Authorization": "Bearer " + token["access_token"]}
keys = send("GET", "/.well-known/mozilla-iam")["api"]["publishers_jwks"]
user_id = urllib.parse.quote("ad|Mozilla-LDAP|ada", safe="")
profile = send("GET", "/v2/user/user_id/" + user_id, headers=headers)

verified = 0
for name, attribute in profile.items():
    if isinstance(attribute, dict) and attribute.get("value") is not None and "signature" in attribute:
        publisher = attribute["signature"]["publisher"]
        found = None
        for one in keys[publisher["name"]]["keys"]:
            try:
                found = jws.verify(publisher["value"], one, "RS256")
                break
            except Exception:
                continue
        assert json.loads(found) == {key: value for key, value in attribute.items() if key != "signature"}, name
        verified += 1
assert verified > 5

title = profile["staff_information"]["title"]
title["value"] = "Größte Analystin ☃"
profile["staff_information"]["title"] = sign(title, "hris")
print(send("POST", "/v2/user?user_id=" + user_id, profile, headers)["condition"])
print(send("GET", "/v2/user/user_id/" + user_id, headers=headers)["staff_information"]["title"]["value"])
