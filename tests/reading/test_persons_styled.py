"""Persons as releases and agencies introduce them: styles, ranks, long portfolios, counterparts in a capital, own offices.

A row is a text with every person in it as `Name | office kind | state`, as in `test_persons`; `outlet` and dateline go before it.
"""

from functools import cache

import pytest

from communique.reading.actors import list_actors
from communique.reading.reader import set_scene
from communique.reading.sentences import parse_many
from communique.schema import Actor, Document

# outlet, dateline place, text, persons
CASES: list[tuple[str | None, str | None, str, list[str]]] = [
    # styles and an office behind the name; the state is the publishing ministry's
    ("Global Affairs Canada", "Ottawa", "The Honourable Sylvie Marchand, Minister of Foreign Affairs, today spoke by telephone with Kofi Asare, Ghana's Minister of Foreign Affairs.",
     ["Sylvie Marchand | foreign_minister | CAN?", "Kofi Asare | foreign_minister | GHA"]),
    ("Global Affairs Canada", "Ottawa", "The Honourable Randeep Gill, Minister of International Trade, will travel to Lima tomorrow.", ["Randeep Gill | trade_minister | CAN?"]),
    ("Ministry of Foreign Affairs of Jamaica", "Kingston", "Senator the Honourable Grace Ellington, Minister of Foreign Affairs, met the Ambassador of Japan, Kenji Arai.",
     ["Grace Ellington | foreign_minister | JAM?", "Kenji Arai | ambassador | JPN"]),
    (None, None, "The Rt Hon Anne Hale MP, the British Foreign Secretary, spoke on Tuesday.", ["Anne Hale | foreign_minister | GBR"]),
    (None, None, "The Prime Minister of Malaysia, Dato' Sri Azman Yusof, spoke on Tuesday.", ["Azman Yusof | head_of_government | MYS"]),
    (None, None, "Malaysian Foreign Minister Datuk Seri Azman Yusof spoke on Tuesday.", ["Azman Yusof | foreign_minister | MYS"]),
    (None, None, "Nigerian President Alhaji Musa Danjuma spoke on Tuesday.", ["Musa Danjuma | head_of_state | NGA"]),
    # houses of parliament
    (None, None, "The president met with Speaker of the National Assembly Anahit Grigoryan in Yerevan.", ["Anahit Grigoryan | other | *"]),
    (None, None, "Speaker of the Kenyan National Assembly Moses Otieno received the delegation.", ["Moses Otieno | other | KEN"]),
    (None, None, "Chairman of the Federation Council Boris Lvov visited Minsk.", ["Boris Lvov | other | *"]),
    (None, None, "The Speaker of Parliament of Georgia, Nino Beridze, visited Baku.", ["Nino Beridze | other | GEO"]),
    # a rank at a counterpart's name, and an office behind a rank
    (None, None, "Indian Defence Minister Arun Rao met his visiting Vietnamese counterpart General Tran Van Duc.",
     ["Arun Rao | defence_minister | IND", "Tran Van Duc | defence_minister | VNM"]),
    (None, None, "Polish Defence Minister Jan Kos hosted his Finnish counterpart, Lieutenant General Antti Virta.",
     ["Jan Kos | defence_minister | POL", "Antti Virta | defence_minister | FIN"]),
    (None, "Georgetown", "Brigadier Colin Ramsaran, the Chief of Staff, said the boats had been seen.", ["Colin Ramsaran | chief_of_defence | *"]),
    (None, None, "Admiral Luis Vega, Peru's Chief of Defence Staff, visited Quito.", ["Luis Vega | chief_of_defence | PER"]),
    # counterparts by capital
    (None, None, "Uruguayan Foreign Minister Ana Costa phoned her colleague in Asunción, Raúl Benítez.",
     ["Ana Costa | foreign_minister | URY", "Raúl Benítez | foreign_minister | PRY"]),
    (None, None, "French Foreign Minister Paul Morel called his counterpart in Algiers, Karim Haddad.",
     ["Paul Morel | foreign_minister | FRA", "Karim Haddad | foreign_minister | DZA"]),
    # long portfolios, spokespersons of a named ministry
    (None, None, "The text was signed by Nepal's Minister for Energy, Water Resources and Irrigation, Sita Rana.", ["Sita Rana | minister | NPL"]),
    (None, None, "Kenya's Cabinet Secretary for Roads, Transport and Public Works, Peter Mwangi, signed it.", ["Peter Mwangi | minister | KEN"]),
    (None, None, "Vietnam's Minister of Agriculture and Environment Le Van Binh spoke.", ["Le Van Binh | minister | VNM"]),
    (None, None, "India answered. The official spokesperson of the Ministry of External Affairs, Arun Rao, said so.", ["Arun Rao | spokesperson | IND?"]),
    (None, None, "The spokesperson of the Ministry of Foreign Affairs of Türkiye, Emre Kaya, spoke.", ["Emre Kaya | spokesperson | TUR"]),
    # a title of few states, in the capital of another
    ("ANI", "Kathmandu", "India and Nepal signed a memorandum during the visit of External Affairs Minister Arun Rao. Foreign Minister Deepak Rijal was present.",
     ["Arun Rao | foreign_minister | IND?", "Deepak Rijal | foreign_minister | NPL?"]),
    (None, "Lusaka", "International Relations Minister Zola Dube flew from South Africa to Zambia on Tuesday.", ["Zola Dube | foreign_minister | ZAF?"]),
    # whom a traveller calls on in a capital
    (None, "Tokyo", "Foreign Minister Yuki Mori left Japan for Kazakhstan on Wednesday. In Astana on Thursday she will meet her Kazakh counterpart, Yerlan Sadykov. She is then to pay a courtesy call on President Daniyar Omarov.",
     ["Yuki Mori | foreign_minister | JPN?", "Yerlan Sadykov | foreign_minister | KAZ", "Daniyar Omarov | head_of_state | KAZ?"]),
    # written once the rules stood
    ("Ministry of Foreign Affairs and Trade of Hungary", "Budapest", "The Hon. Zsolt Varga, Minister of Foreign Affairs and Trade, received Ambassador of Peru Rosa Quispe.",
     ["Zsolt Varga | foreign_minister | HUN?", "Rosa Quispe | ambassador | PER"]),
    (None, None, "Thai Defence Minister Somchai Wattana held talks with his visiting Lao counterpart, Lieutenant General Kham Souvanna.",
     ["Somchai Wattana | defence_minister | THA", "Kham Souvanna | defence_minister | LAO"]),
    (None, None, "Chilean Foreign Minister Pablo Rojas telephoned his colleague in La Paz, Elena Mamani, on Friday.",
     ["Pablo Rojas | foreign_minister | CHL", "Elena Mamani | foreign_minister | BOL"]),
    (None, None, "The president of the Senate of Mexico, Laura Ibarra, received the envoys.", ["Laura Ibarra | other | MEX"]),
    (None, None, "Chairman of the Standing Committee of the National People's Congress Zhao Ming met Lao President Kham Souvanna.", ["Zhao Ming | * | *", "Kham Souvanna | head_of_state | LAO"]),
    (None, None, "Ghana's Minister for Lands, Forestry and Natural Resources, Yaw Mensah, opened the talks.", ["Yaw Mensah | minister | GHA"]),
    (None, None, "A spokesperson for the Department of Defence, Zola Dube, said South Africa would stay.", ["Zola Dube | spokesperson | *"]),
    (None, None, "Tan Sri Azman Yusof, the Malaysian foreign minister, spoke.", ["Azman Yusof | foreign_minister | MYS"]),
    (None, None, "Sri Lestari, the Indonesian foreign minister, spoke.", ["Sri Lestari | foreign_minister | IDN"]),
    ("State House, Lusaka", "Lusaka", "President Moses Phiri spoke with President Omar Keita of Mali. President Keita thanked him. The President reiterated his invitation to Lusaka.",
     ["Moses Phiri | head_of_state | ZMB?", "Omar Keita | head_of_state | MLI"]),
    (None, "Oslo", "Foreign Minister Kari Lund flies to Nairobi on Monday. In Nairobi she will confer with Prime Cabinet Secretary Peter Mwangi. On Tuesday she calls on President Ben Otieno.",
     ["Kari Lund | foreign_minister | NOR?", "Peter Mwangi | * | KEN?", "Ben Otieno | head_of_state | KEN?"]),
    # whose minister `its` is
    (None, "Istanbul", "Egypt and Pakistan spoke first. A planned session with Iran was dropped because its minister, Reza Karimi, left early.", ["Reza Karimi | * | IRN?"]),
]  # fmt: skip


@cache
def _readings() -> list[list[Actor]]:
    documents = [
        Document(id="d", source="text", text=text, outlet=outlet, dateline_place=place)
        for outlet, place, text, _ in CASES
    ]
    scenes = [set_scene(parsed) for parsed in parse_many(documents)]
    return [[a for a in list_actors(s.parsed, s.cast, []) if a.kind == "person"] for s in scenes]


def _line(actor: Actor, want: str) -> str:
    office = actor.office
    kind = office.kind if office else "-"
    state = (actor.country or "-") + ("?" if office and office.inferred else "")
    asked = [part.strip() for part in want.split("|")]
    return " | ".join("*" if ask == "*" else said for ask, said in zip(asked, (actor.name, kind, state), strict=True))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[2][:60] for case in CASES])
def test_persons_of_text(number: int) -> None:
    expected = CASES[number][3]
    people = _readings()[number]
    said = [_line(actor, want) for actor, want in zip(people, expected, strict=False)]
    assert said + [actor.name for actor in people[len(expected) :]] == expected
