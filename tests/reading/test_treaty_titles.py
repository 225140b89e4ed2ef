"""Titles of treaties: their parties under the names of their time, their form and their kind, one row a behaviour."""

import pytest

from communique.reading.treaty_titles import party_of, read_title

TITLES = [
    ("Convention between Spain and Persia respecting Money Orders", ("ESP", "IRN"), "postal", "a former name"),
    ("Treaty of Commerce between Siam and the Two Sicilies", ("THA", "two-sicilies"), "trade", "a state that is no more"),
    ("Exchange of Notes between the Government of Peru and the Italian Government on the abolition of visas",
     ("PER", "ITA"), "visa waiver", "governments by adjective"),
    ("Exchange of Notes concerning Air Services [with Norway]", ("NOR",), "air services", "the party in brackets"),
    ("Agreement between the Irish Free State and Portugal prolonging the Treaty of 1880 between Portugal and Brazil",
     ("IRL", "PRT"), "agreement", "another treaty's parties are not read"),
    ("Extradition Treaty between Peru (acting on behalf of Chile) and Japan", ("PER", "JPN"), "extradition", "for whom one acts"),
    ("Agreement between the Post Office of Malta and the Post Office of Norway on parcels", ("MLT", "NOR"), "postal", "post offices"),
    ("Exchange of Notes adding Malta to the Territories of the Visa Agreement between Peru and Japan",
     ("PER", "JPN"), "visa waiver", "a deciding word before a hint"),
    ("Agreement between the Minister of Trade of Peru and the Minister of Trade of Chile on carriage of goods by road",
     ("PER", "CHL"), "road transport", "what an office is for is no subject"),
    ("Exchange of Notes", (), "exchange of notes", "a title that names nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "parties", "kind", "remark"), TITLES, ids=[row[3] for row in TITLES])
def test_title(title: str, parties: tuple[str, ...], kind: str, remark: str) -> None:
    read = read_title(title)
    assert (read.parties, read.kind) == (parties, kind), remark


def test_the_register_of_a_state_is_of_its_own_treaties() -> None:
    assert read_title("Treaty with Norway on fisheries", "GBR").parties == ("GBR", "NOR")
    assert read_title("Treaty between Norway and Spain on fisheries", "GBR").parties == ("NOR", "ESP")


@pytest.mark.parametrize(
    ("name", "party"), [("MUSCAT", "OMN"), ("NETHERLANDS THE", "NLD"), ("Trans-Jordan", "JOR"), ("ZZZ", None)]
)
def test_party_by_its_name(name: str, party: str | None) -> None:
    assert party_of(name) == party
