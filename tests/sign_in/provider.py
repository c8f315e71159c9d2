"""A provider of OpenID Connect on loopback: real HTTP, real signatures, PKCE checked. It says what it is told."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "salesleader", "between us two"


class Provider:
    """`claims` is what the token says; `userinfo` what it answers when asked. `forge` signs with another key, and
    `agrees` is whether the person goes on there."""

    def __init__(self):
        self.key, self.other_key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        self.claims, self.userinfo, self.forge, self.agrees, self.codes = {}, {}, False, True, {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def person(self, sub, email, **claims):
        self.claims = {"sub": sub, "email": email, "email_verified": True, **claims}
        self.userinfo = {"sub": sub, "email": email, "email_verified": self.claims["email_verified"]}

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    # --- What it answers

    def configuration(self, asked):
        there = {"issuer": self.url, "token_endpoint_auth_methods_supported": ["client_secret_post"]}
        for name, path in (
            ("authorization_endpoint", "/authorize"), ("token_endpoint", "/token"), ("jwks_uri", "/keys"),
            ("userinfo_endpoint", "/me"),
        ):  # fmt: skip
            there[name] = self.url + path
        return there

    def authorize(self, asked):
        """The person is signed in there already, and agrees or does not: straight back."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        if not self.agrees:
            said = {"error": "access_denied", "state": asked["state"]}
            return asked["redirect_uri"] + "?" + urlencode(said)
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})

    def token(self, asked):
        agreed = self.codes.pop(asked["code"])
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == agreed["code_challenge"]
        assert (asked["client_id"], asked["client_secret"]) == (CLIENT, SECRET)
        assert asked["redirect_uri"] == agreed["redirect_uri"]
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        key = self.other_key if self.forge else self.key
        return {
            "access_token": "open", "token_type": "Bearer", "expires_in": 300,
            "id_token": jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"}),
        }  # fmt: skip

    def keys(self, asked):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def me(self, asked):
        return self.userinfo


def handler_of(provider):
    routes = {
        "/.well-known/openid-configuration": provider.configuration, "/token": provider.token,
        "/keys": provider.keys, "/me": provider.me,
    }  # fmt: skip

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            address = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            if address.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
            else:
                self.say(routes[address.path](asked))

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.say(routes[self.path]({name: values[0] for name, values in parse_qs(body).items()}))

        def say(self, what):
            body = json.dumps(what).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Quiet."""

    return Handler
