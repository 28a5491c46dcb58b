"""The documentation of the API: the OpenAPI document, and a page that needs no internet."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import swagger_ui_bundle
from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect

from api.errors import AddressNotFound
from api.openapi_3_0 import as_3_0

HERE = Path(__file__).parent
BUNDLE = Path(swagger_ui_bundle.swagger_ui_path)
PAGE = HERE / "documentation.html"
ASSETS = {
    "start.js": (HERE / "documentation.js", "text/javascript"),
    "swagger-ui.css": (BUNDLE / "swagger-ui.css", "text/css"),
    "swagger-ui-bundle.js": (BUNDLE / "swagger-ui-bundle.js", "text/javascript"),
    "favicon-32x32.png": (BUNDLE / "favicon-32x32.png", "image/png"),
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def documentation(document: Callable[[], dict[str, Any]]) -> tuple[HTTPRouteHandler, ...]:
    """``document`` is made when somebody first asks for it: it takes longer than all the rest."""
    made = cache(document)

    @get("/openapi.json", include_in_schema=False)
    async def read_openapi() -> dict[str, Any]:
        return made()

    @get("/docs/openapi.json", include_in_schema=False)
    async def read_openapi_for_the_page() -> dict[str, Any]:
        return as_3_0(made())

    return read_start, read_page, read_asset, read_openapi, read_openapi_for_the_page


@get("/", include_in_schema=False)
async def read_start() -> Redirect:
    return Redirect("/docs")


@get("/docs", include_in_schema=False)
async def read_page() -> Response[bytes]:
    headers = {"Content-Security-Policy": POLICY}
    return Response(PAGE.read_bytes(), media_type=MediaType.HTML, headers=headers)


@get("/docs/{name:str}", include_in_schema=False)
async def read_asset(name: FromPath[str]) -> Response[bytes]:
    if name not in ASSETS:
        raise AddressNotFound
    file, media_type = ASSETS[name]
    return Response(file.read_bytes(), media_type=media_type)
