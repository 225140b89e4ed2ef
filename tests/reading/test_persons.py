"""Persons and their offices: a table of texts, each with who is in it as `Name | office kind | state` and how it is qualified.

`-` stands for what is not known and `*` for what is not asked; `?` behind a state says that it is inferred, `acting` that the office is held for a time.
A row lists every person of its text.
"""

from functools import cache

import pytest

from communique.reading.actors import list_actors
from communique.reading.persons import slug
from communique.reading.reader import set_scene
from communique.reading.sentences import parse_many
from communique.schema import Actor, Document

# What is expected, by text.
CASES: list[tuple[str, list[str], str]] = [
    ("Kenyan Foreign Minister Ada Holm spoke.", ["Ada Holm | foreign_minister | KEN"], "demonym, title, name"),
    ("Kenya's Foreign Minister Ada Holm spoke.", ["Ada Holm | foreign_minister | KEN"], "possessive, title, name"),
    ("Ada Holm, the Kenyan foreign minister, spoke.", ["Ada Holm | foreign_minister | KEN"], "the title in apposition"),
    ("Ada Holm, Kenya's foreign minister, spoke.", ["Ada Holm | foreign_minister | KEN"], "apposition with a possessive"),
    ("Ada Holm, foreign minister of Kenya, spoke.", ["Ada Holm | foreign_minister | KEN"], "apposition with the state behind"),
    ("The foreign minister of Kenya, Ada Holm, spoke.", ["Ada Holm | foreign_minister | KEN"], "the name in apposition"),
    ("Foreign Minister Ada Holm of Kenya spoke.", ["Ada Holm | foreign_minister | KEN"], "the state behind the name"),
    ("President Omar Keita of Mali spoke.", ["Omar Keita | head_of_state | MLI"], "President X of Y"),
    ("President of the Republic of Colombia Luis Vega spoke.", ["Luis Vega | head_of_state | COL"],
     "the official name inside the title"),
    ("Minister of Foreign Affairs of Peru Rosa Quispe spoke.", ["Rosa Quispe | foreign_minister | PER"], "title, state, name"),
    ("Minister for Foreign Affairs Rosa Quispe of Peru spoke.", ["Rosa Quispe | foreign_minister | PER"], "`for` in the title"),
    ("Peruvian Prime Minister Rosa Quispe spoke.", ["Rosa Quispe | head_of_government | PER"], "a prime minister"),
    ("German Chancellor Karl Brandt spoke.", ["Karl Brandt | head_of_government | DEU"], "a chancellor leads a government"),
    ("King Haldor of Norway spoke.", ["Haldor | head_of_state | NOR"], "a king by his first name"),
    ("Canadian Defence Minister Jean Roy spoke.", ["Jean Roy | defence_minister | CAN"], "British spelling"),
    ("US Defense Secretary John Reed spoke.", ["John Reed | defence_minister | USA"], "the same office in America"),
    ("US Secretary of State Lena Ford spoke.", ["Lena Ford | foreign_minister | USA"], "the American foreign minister"),
    ("British Foreign Secretary Anne Hale spoke.", ["Anne Hale | foreign_minister | GBR"], "the British foreign minister"),
    ("French Finance Minister Paul Morel spoke.", ["Paul Morel | finance_minister | FRA"], "a finance minister"),
    ("Indian Trade Minister Arun Rao spoke.", ["Arun Rao | trade_minister | IND"], "a trade minister"),
    ("French Ambassador Paul Morel spoke.", ["Paul Morel | ambassador | FRA"], "an ambassador is of the state that sends him"),
    ("UN Secretary-General Ana Costa spoke.", ["Ana Costa | secretary_general | -"], "an organisation's office is no state's"),
    ("Egyptian Foreign Ministry spokesperson Hala Nour spoke.", ["Hala Nour | spokesperson | EGY"], "a ministry's spokesperson"),
    ("Deputy Foreign Minister Ada Holm of Kenya spoke.", ["Ada Holm | deputy_minister | KEN"], "a deputy"),
    ("Kenyan Vice Foreign Minister Ada Holm spoke.", ["Ada Holm | deputy_minister | KEN"], "a vice minister"),
    ("Kenya's acting foreign minister, Ada Holm, spoke.", ["Ada Holm | foreign_minister | KEN acting"], "an acting minister"),
    ("Bangladesh's interim Prime Minister Rafiq Alam spoke.", ["Rafiq Alam | head_of_government | BGD acting"], "an interim one"),
    ("Former Kenyan President Ben Otieno spoke.", ["Ben Otieno | - | *"], "a former office is no office"),
    ("Ghana's former foreign minister Kofi Asare spoke.", ["Kofi Asare | - | *"], "former behind the state"),
    ("Peru's president-elect Rosa Quispe spoke.", ["Rosa Quispe | - | PER"], "elected, not yet in office"),
    ("Prime Minister-designate Jan Novak of Slovakia spoke.", ["Jan Novak | - | SVK"], "named, not yet in office"),
    ("Kenyan Gender Minister Ada Holm spoke.", ["Ada Holm | minister | KEN"], "a portfolio the reference does not know"),
    ("Arun Rao, the Indian minister of textiles, spoke.", ["Arun Rao | minister | IND"], "an unknown portfolio behind"),
    ("Irish Deputy Prime Minister and Foreign Minister Sean Byrne spoke.", ["Sean Byrne | foreign_minister | IRL"],
     "of two titles the one in its own right"),
    ("French Foreign Minister Paul Morel met his Japanese counterpart, Kenji Arai.",
     ["Paul Morel | foreign_minister | FRA", "Kenji Arai | foreign_minister | JPN"], "a counterpart holds the same office"),
    ("French Foreign Minister Paul Morel met his Japanese counterpart Kenji Arai.",
     ["Paul Morel | foreign_minister | FRA", "Kenji Arai | foreign_minister | JPN"], "a counterpart without a comma"),
    ("French Defence Minister Paul Morel met his Polish and Czech counterparts, Jan Kos and Petr Dub.",
     ["Paul Morel | defence_minister | FRA", "Jan Kos | defence_minister | POL", "Petr Dub | defence_minister | CZE"],
     "counterparts in the plural, in order"),
    ("The foreign ministers of Kenya and Ghana, Ada Holm and Kofi Asare, met.",
     ["Ada Holm | foreign_minister | KEN", "Kofi Asare | foreign_minister | GHA"], "a plural title with two states behind"),
    ("The Kenyan and Ghanaian foreign ministers, Ada Holm and Kofi Asare, met.",
     ["Ada Holm | foreign_minister | KEN", "Kofi Asare | foreign_minister | GHA"], "a plural title with two demonyms before"),
    ("Presidents Omar Keita of Mali and Ali Issa of Niger met.",
     ["Omar Keita | head_of_state | MLI", "Ali Issa | head_of_state | NER"], "a plural title, each with a state"),
    ("Dutch Prime Minister Piet van der Velde spoke.", ["Piet van der Velde | head_of_government | NLD"], "particles"),
    ("Saudi Foreign Minister Faris bin Nasser Al Harbi spoke.", ["Faris bin Nasser Al Harbi | foreign_minister | SAU"],
     "Arabic particles"),
    ("Brazilian Foreign Minister Luiz da Costa spoke.", ["Luiz da Costa | foreign_minister | BRA"], "a Portuguese particle"),
    ("South Korean Foreign Minister Han Seo-jun spoke.", ["Han Seo-jun | foreign_minister | KOR"], "a hyphenated name"),
    ("North Korean Foreign Minister Ri Tae-song spoke.", ["Ri Tae-song | foreign_minister | PRK"], "the other Korea"),
    ("Vietnamese Foreign Minister Le Van Binh spoke.", ["Le Van Binh | foreign_minister | VNM"], "three short words"),
    ("US Secretary of State John Q. Reed spoke.", ["John Q. Reed | foreign_minister | USA"], "an initial"),
    ("Kenyan Foreign Minister Dr. Ada Holm spoke.", ["Ada Holm | foreign_minister | KEN"], "a degree is no name"),
    ("Indonesian Foreign Minister H.E. Budi Hartono spoke.", ["Budi Hartono | foreign_minister | IDN"], "a style is no name"),
    ("French Foreign Minister Paul Morel spoke. Morel then left.", ["Paul Morel | foreign_minister | FRA"],
     "the surname later is the same person"),
    ("Paul Morel spoke. He is not Anna Morel. French Foreign Minister Paul Morel left.",
     ["Paul Morel | foreign_minister | FRA", "Anna Morel | - | -"], "one surname, two persons; the title counts wherever it is"),
    ("PRETORIA - Foreign Minister Zola Dube met Kenyan Foreign Minister Ada Holm.",
     ["Zola Dube | foreign_minister | ZAF?", "Ada Holm | foreign_minister | KEN"], "the dateline's state where none is said"),
    ("French Foreign Minister Paul Morel and Armed Forces Minister Luc Petit spoke.",
     ["Paul Morel | foreign_minister | FRA", "Luc Petit | defence_minister | FRA"], "a coordinated title is of the same state"),
    ("France and Japan held talks. French Foreign Minister Paul Morel spoke. Foreign Minister Kenji Arai agreed.",
     ["Paul Morel | foreign_minister | FRA", "Kenji Arai | foreign_minister | JPN?"], "by elimination between two parties"),
    ("Chancellor of the Exchequer Anne Hale spoke.", ["Anne Hale | finance_minister | GBR"], "a title one state has"),
    ("Kenya and Ghana met. Ada Holm led the Kenyan side and Kofi Asare led the Ghanaian side.",
     ["Ada Holm | - | KEN", "Kofi Asare | - | GHA"], "who leads a side is of it"),
    ("Japanese Defense Minister Kenji Arai and Foreign Minister Yuki Mori met.",
     ["Kenji Arai | defence_minister | JPN", "Yuki Mori | foreign_minister | JPN"], "coordination the other way round"),
    ("Kenyan President Ben Otieno received Ghanaian Foreign Minister Kofi Asare.",
     ["Ben Otieno | head_of_state | KEN", "Kofi Asare | foreign_minister | GHA"], "two offices of two states"),
    ("The Holm Foundation paid for it.", [], "a foundation is no person"),
    ("The foreign minister spoke on Monday.", [], "a title without a name"),
    ("The Foreign Ministry said so.", [], "a ministry is no person"),
    ("The minister said Monday was too late.", [], "a weekday behind a title is no name"),
    ("Kenya and Ghana met in Accra.", [], "states and places are no persons"),
]  # fmt: skip


@cache
def _readings() -> dict[str, list[Actor]]:
    documents = []
    for text, _, _ in CASES:
        place = text.split(" - ")[0].title() if " - " in text else None
        documents.append(Document(id="d", source="text", text=text, dateline_place=place))
    scenes = [set_scene(parsed) for parsed in parse_many(documents)]
    return {
        s.parsed.document.text: [a for a in list_actors(s.parsed, s.cast, []) if a.kind == "person"] for s in scenes
    }


def _line(actor: Actor) -> str:
    office = actor.office
    state = (actor.country or "-") + ("?" if office and office.inferred else "")
    return f"{actor.name} | {office.kind if office else '-'} | {state}" + (
        " acting" if office and office.acting else ""
    )


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_persons_of_text(text: str, expected: list[str], why: str) -> None:
    lines = [_line(actor) for actor in _readings()[text]]
    asked = [
        line.rsplit(" ", 1)[0] + " *" if want.endswith("*") else line
        for line, want in zip(lines, expected, strict=False)
    ]
    assert asked + lines[len(expected) :] == expected


SLUGS = [
    ("Ada Holm", "ada-holm", "words joined by hyphens"),
    ("José Peña", "jose-pena", "accents fall away"),
    ("Han Seo-jun", "han-seo-jun", "a hyphen stays a hyphen"),
    ("", "unnamed", "nothing to name it by"),
]


@pytest.mark.parametrize(("name", "expected", "why"), SLUGS, ids=[row[2] for row in SLUGS])
def test_slug_of_name(name: str, expected: str, why: str) -> None:
    assert slug(name) == expected
