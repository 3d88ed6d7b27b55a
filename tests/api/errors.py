"""What every error of the API has in common."""

from typing import Any

from werkzeug.test import TestResponse


def error(response: TestResponse, status: int, *, content_type: str = "application/problem+json") -> dict[str, Any]:
    """The body of an error, once it is known to have the one shape that all errors have."""
    body: dict[str, Any] = response.get_json(force=True)

    assert response.status_code == status, body
    assert response.content_type == content_type
    assert body["status"] == body["response"]["statusCode"] == status
    assert body["detail"] == body["error"]["message"]
    assert body["title"]
    assert body["request_id"]
    assert body["request"]["method"] == response.request.method
    assert set(body) == {
        "type",
        "title",
        "status",
        "detail",
        "request_id",
        "errors",
        "error",
        "request",
        "response",
    }
    return body
