"""What every answer must say to browsers and caches: asked of each answer that the access table gets."""

from django.http import HttpResponseBase

# Answers with a policy of their own, stricter but for the look of a mail: shown in a frame that may do nothing.
SANDBOXED_STYLES = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def assert_guarded(answer: HttpResponseBase) -> None:
    """Headers of a page, a call, a refusal or an error, whoever asked."""
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy or policy == SANDBOXED_STYLES
    assert "frame-ancestors 'none'" in policy or policy == SANDBOXED_STYLES
    assert answer["X-Frame-Options"] == ("SAMEORIGIN" if policy == SANDBOXED_STYLES else "DENY")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert kept_by_nobody_else(answer["Cache-Control"])
    assert "Access-Control-Allow-Origin" not in answer
    assert "Server" not in answer
    assert "X-Powered-By" not in answer


def kept_by_nobody_else(cache: str) -> bool:
    """Kept by nobody at all; a picture, whose address is its digest, by its reader's own browser."""
    return "no-store" in cache or cache.startswith("private, max-age=")
