"""A provider of identity on this machine: authorisation codes with PKCE, signed tokens, userinfo as a signed JWT."""

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "resorption", "secret-of-the-client"
OURS, FORGED = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


@dataclass
class Provider:
    """`id_claims`, `user_claims`: what it says otherwise than it should. `key`, `user_key`: what it signs with."""

    person: dict = field(default_factory=lambda: {"sub": "7", "email": "membre@example.org", "email_verified": True})
    id_claims: dict = field(default_factory=dict)
    user_claims: dict = field(default_factory=dict)
    key: object = OURS
    user_key: object = OURS
    algorithm: str = "RS256"
    codes: dict = field(default_factory=dict)
    issuer: str = ""

    def authorise(self, location: str) -> str:
        """What its login page does: the address of ours that the browser is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (CLIENT, "code", "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        path = urlsplit(asked["redirect_uri"]).path
        return f"{path}?{urlencode({'code': code, 'state': asked['state']})}"

    def tokens(self, sent: dict) -> dict | None:
        asked = self.codes.pop(sent["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked is None or proof != asked["code_challenge"] or sent["client_secret"] != SECRET:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.person["sub"], "nonce": asked["nonce"]}
        claims |= {"iat": now, "exp": now + 60} | self.id_claims
        return {"access_token": "access", "token_type": "Bearer", "id_token": self.sign(claims, self.key)}

    def userinfo(self) -> str:
        return self.sign({"iss": self.issuer, "aud": CLIENT} | self.person | self.user_claims, self.user_key)

    def sign(self, claims: dict, key: object) -> str:
        kept = {name: value for name, value in claims.items() if value is not None}
        key = {"RS256": key, "HS256": "s" * 32, "none": None}[self.algorithm]
        return jwt.encode(kept, key, algorithm=self.algorithm, headers={"kid": "one"})


class _Answers(BaseHTTPRequestHandler):
    def __init__(self, provider: Provider, *args) -> None:
        self.provider = provider
        super().__init__(*args)

    def do_GET(self) -> None:
        if self.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OURS.public_key()))
            self.answer(json.dumps({"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]}))
        elif self.path == "/userinfo" and self.headers["Authorization"] == "Bearer access":
            self.answer(self.provider.userinfo(), "application/jwt")

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        tokens = self.provider.tokens({name: values[0] for name, values in sent.items()})
        self.answer(json.dumps(tokens or {"error": "invalid_grant"}), status=200 if tokens else 400)

    def answer(self, text: str, kind: str = "application/json", status: int = 200) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        """Silent."""


class Running:
    """`with Running() as provider:` answers on a free port until the end."""

    def __enter__(self) -> Provider:
        provider = Provider()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answers, provider))
        self.server.daemon_threads = True
        provider.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return provider

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
