"""Proxies, in a word."""

from typing import Any

from domain.carry_out import Receipt
from domain.ids import PersonId, ProxyId, SeatId
from domain.proxies.grant_proxy import GrantProxy
from domain.proxies.revoke_proxy import RevokeProxy
from tests.residents import Community, numbered

PROXY, OTHER_PROXY, THIRD_PROXY = (ProxyId(numbered("proxy", number)) for number in (1, 2, 3))


async def grants_proxy(
    street: Community, giver: PersonId, seat: SeatId, to: SeatId, **asked: Any
) -> Receipt:
    given = {"proxy": PROXY, **asked}
    return await street.does(giver, GrantProxy, seat=seat, to=to, **given)


async def revokes(street: Community, actor: PersonId, proxy: ProxyId = PROXY) -> Receipt:
    return await street.does(actor, RevokeProxy, proxy=proxy)
