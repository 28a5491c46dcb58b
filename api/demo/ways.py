"""What residents want, a plan of each theme: said in their words, for the demonstration."""

from typing import Final, NamedTuple


class Way(NamedTuple):
    """From what was heard to what was learned. Money in cents, ``adopted_by`` is who decides."""

    theme: str
    heard: str
    channel: str
    groups: tuple[str, ...]
    question: str
    title: str
    text: str
    success: str
    author: str
    """Whose idea it is; ``second`` carries it too."""
    second: str
    indicator: str
    target: int
    measured: int
    source: str
    cents: int
    milestone: str
    worked: str
    did_not_work: str
    lesson: str


GARDEN: Final = Way(
    theme="urban gardens",
    heard="There is nowhere to sit down together, only stones.",
    channel="supermarket_table",
    groups=("older people",),
    question="Where can neighbours of all ages meet without having to buy something?",
    title="A garden in the Smaragdstraat",
    text="Twelve plots, a tool shed and a long table, kept by the people who live around.",
    success="In the second summer half of the plots are kept by people who did not garden before.",
    author="Amina",
    second="Chandra",
    indicator="plots",
    target=12,
    measured=10,
    source="Counted on the open day",
    cents=1_800_000,
    milestone="The first plots are dug",
    worked="The long table: people came for the soup and stayed for the beans.",
    did_not_work="Watering in the holidays; nobody had said who would.",
    lesson="Agree on who waters in the holidays before the first bean is sown.",
)
SOLAR: Final = Way(
    theme="energy",
    heard="I leave the heating off and the children do their homework in bed.",
    channel="doorbell",
    groups=("tenants",),
    question="How does nobody here have to choose between warmth and food?",
    title="Solar roofs on the Diamantstraat",
    text="Forty panels on the roofs of the blocks that have a lift.",
    success="Every household below pays less for its electricity than the winter before.",
    author="Bram",
    second="Amina",
    indicator="kwh_generated",
    target=14_000,
    measured=12_450,
    source="The meter in the hall",
    cents=4_200_000,
    milestone="The panels are connected",
    worked="The lift's own use is covered on sunny days.",
    did_not_work="The forms for the grid took five months.",
    lesson="Ask the grid operator for the connection before you ask anybody for money.",
)
WORK: Final = Way(
    theme="re-integration",
    heard="After the operation nobody called me any more. I can do a lot, only not all day.",
    channel="evening_meeting",
    groups=("people without work",),
    question="How can people who were ill for long be needed again, at their own pace?",
    title="A repair workshop on Thursdays",
    text="Bicycles and toasters, mended by people who come back to work, two hours at a time.",
    success="Four of ten go on to paid or voluntary work, and all would come again.",
    author="Dirk",
    second="Chandra",
    indicator="people_in_work",
    target=4,
    measured=5,
    source="Told by themselves, half a year later",
    cents=900_000,
    milestone="The workshop opens",
    worked="Two hours was right: nobody had to call in sick.",
    did_not_work="There were too few women; the hour was that of school.",
    lesson="Ask who does not come what hour would suit them.",
)
SHOP: Final = Way(
    theme="neighbourhood economy",
    heard="Everything I cook is praised, but a kitchen of my own costs a fortune.",
    channel="school_gate",
    groups=("parents",),
    question="How can what people here make well become an income?",
    title="A shared kitchen with a hatch to the street",
    text="Six home cooks rent it by the hour and sell at the hatch on three evenings.",
    success="Three of the six live from it in part within a year.",
    author="Chandra",
    second="Dirk",
    indicator="enterprises",
    target=3,
    measured=2,
    source="The book of the kitchen",
    cents=1_500_000,
    milestone="The hatch opens",
    worked="The hatch: passers-by became regulars.",
    did_not_work="Two cooks wanted the same Friday.",
    lesson="Share the good evenings by turns from the first week.",
)
VOICES: Final = Way(
    theme="diversity",
    heard="I have lived here for nine years and nobody has ever asked me anything.",
    channel="online",
    groups=("newcomers", "young people"),
    question="Whom do we never ask, and what would make it easy to answer?",
    title="A table on wheels",
    text="Every week at another door, with coffee, in whatever language the neighbours speak.",
    success="Ten groups that were never at a meeting have had their say.",
    author="Amina",
    second="Dirk",
    indicator="first_time_voices",
    target=60,
    measured=74,
    source="The notebook of the table",
    cents=600_000,
    milestone="The table stands at the tenth door",
    worked="People talk at their own door who would never come to a meeting.",
    did_not_work="In winter there was nobody in the street.",
    lesson="In winter ask the entrance halls for shelter, not the weather.",
)
WAYS: Final = (GARDEN, SOLAR, WORK, SHOP, VOICES)
BY_THE_NEIGHBOURHOOD: Final = (WORK, SHOP, VOICES)
"""The board leaves these to a neighbourhood vote."""
