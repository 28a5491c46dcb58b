"""A page for every problem there is: the address that a problem's ``type`` leads to."""

from html import escape
from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.params import FromPath

from api import problems
from api.errors import AddressNotFound

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{code}</title></head>
<body><main><h1>{title}</h1><p>Code <code>{code}</code>, status {status}.</p></main></body>
</html>
"""


class ProblemPage(msgspec.Struct, frozen=True, kw_only=True):
    type: str
    title: str
    status: int
    code: str


@get("/problems/{code:str}", operation_id="readProblem")
async def read_problem(
    code: FromPath[str], request: Request[Any, Any, Any]
) -> Response[ProblemPage]:
    """Read what a problem is; as a page for people if the request accepts HTML."""
    refusal = problems.codes().get(code)
    if refusal is None:
        raise AddressNotFound
    page = ProblemPage(
        type=f"/problems/{code}",
        title=problems.title(refusal),
        status=problems.status(refusal),
        code=code,
    )
    if "text/html" in request.headers.get("accept", ""):
        shown = PAGE.format(code=escape(code), title=escape(page.title), status=page.status)
        return Response(shown, media_type=MediaType.HTML)  # type: ignore[arg-type]
    return Response(page)
