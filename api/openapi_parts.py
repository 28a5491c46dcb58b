"""What the OpenAPI document says once, and many operations refer to."""

from typing import Final

DESCRIPTION = """The backend with which residents govern: seats, plans and decisions as facts
that nobody can bend.

Whatever is marked as *published* stands in the record in plain, for everybody who takes part
to read, for ever. Names and contacts of persons are kept outside the record and can be
erased. Every error is a problem document (RFC 9457) with a stable `code`; each code has a
page of its own under `/problems/`. A command that is sent again with the same
`Idempotency-Key` is carried out once. Every answer about an organisation says in
`Zetel-Position` how far its log had come; a read with `at_least` waits for that.
"""

IDEMPOTENCY_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Names this command of yours, for ever: sent again, it is carried out once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
LAST_EVENT_ID: Final = {
    "name": "Last-Event-ID",
    "in": "header",
    "description": "Where a stream goes on; wins over `after`.",
    "schema": {"type": "string", "maxLength": 200},
}
HEADERS: Final = {
    "Zetel-Position": "How far the log, or the view that was read, had come.",
    "Zetel-Cursor": "Where to go on, on every page.",
    "Zetel-Positions": "Positions of the events, as ranges: `5-104,107`.",
    "Location": "Where the outcome can be read.",
    "Link": 'The next page, as `rel="next"`.',
    "X-Request-Id": "Quote it when you report a fault.",
    "Retry-After": "Seconds after which asking again is sensible.",
    "WWW-Authenticate": "How to say who is asking.",
}


EVENT: Final = {
    "specversion": "1.0",
    "id": "event:0198a2a2-0000-7000-8000-000000000002",
    "source": "/organisations/organisation:0198a2a2-0000-8000-8000-000000000001",
    "type": "plan.proposed",
    "subject": "plan:0198a2a2-0000-7000-8000-000000000003",
    "time": "2026-05-04T12:00:00.000000Z",
    "actor": "person:5d7f3ad2-65b7-4a51-9a4e-9f6a2bb0c9d1",
    "datacontenttype": "application/json",
    "data": {
        "plan": "plan:0198a2a2-0000-7000-8000-000000000003",
        "theme": "urban gardens",
        "title": "A garden on the square",
        "text": "Twelve beds and a well.",
    },
}
EVENTS: Final = {
    "headers": {
        name: {"$ref": f"#/components/headers/{name}"}
        for name in ("Link", "X-Request-Id", "Zetel-Cursor", "Zetel-Position", "Zetel-Positions")
    },
    "content": {
        "application/cloudevents-batch+json": {
            "schema": {"type": "array", "items": {"type": "object"}},
            "example": [EVENT],
        },
        "text/event-stream": {"schema": {"type": "string"}},
    },
}

PROBLEM: Final = {
    "title": "Problem",
    "description": "RFC 9457. Further members are the facts of this occurrence.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "detail": {"type": "string"},
                    "pointer": {"type": "string", "description": "JSON Pointer into the body."},
                    "parameter": {"type": "string", "description": "Of the address or header."},
                },
            },
        },
        "contradictions": {
            "type": "array",
            "description": "What bylaws cannot say, with the article of law that they contradict.",
            "items": {
                "type": "object",
                "required": ["code", "explanation", "pointer"],
                "properties": {
                    "code": {"type": "string"},
                    "explanation": {"type": "string"},
                    "pointer": {"type": "string", "description": "JSON Pointer into the bylaws."},
                    "article": {"type": "string", "description": "Of book 2, Civil Code."},
                },
            },
        },
    },
}
