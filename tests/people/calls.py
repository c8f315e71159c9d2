"""Calling the API of Acme."""

import json

API = "/api/v1/o/acme/"


def call(client, method, path, data=None):
    """Status and JSON of a call that changes something."""
    answer = getattr(client, method)(
        API + path, {} if data is None else data, content_type="application/json"
    )
    return answer.status_code, json.loads(answer.content) if answer.content else None


def get(client, path):
    answer = client.get(API + path)
    return answer.status_code, json.loads(answer.content)
