"""Known names: a table of texts, each with the names found in it as `words=ID`, `words=ID:kind` where the kind is the point."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading.names import Name, find_names, find_titles, lower_same_length

CASES = [
    ("France and Japan signed a pact.", "France=FRA; Japan=JPN", "states by their short names"),
    ("The French Republic opened an embassy.", "French Republic=FRA:state", "an official name"),
    ("The United Kingdom of Great Britain and Northern Ireland acceded.",
     "United Kingdom of Great Britain and Northern Ireland=GBR", "the longest name wins over the names inside it"),
    ("A Kenyan envoy left.", "Kenyan=KEN:demonym", "a demonym"),
    ("Two Danes were held.", "Danes=DNK:people", "a people noun is of its own kind"),
    ("Berlin protested.", "Berlin=DEU:stand_in", "a capital stands in for its state"),
    ("The Kremlin protested.", "Kremlin=RUS:stand_in", "a seat of government stands in for its state"),
    ("The Élysée protested.", "Élysée=FRA:stand_in", "a seat with accents"),
    ("U.S. officials left.", "U.S.=USA", "an abbreviation with full stops"),
    ("The US and the UK agreed.", "US=USA; UK=GBR", "abbreviations in capitals"),
    ("It told us and them.", "", "the pronoun `us` is no state"),
    ("The UAE and Oman agreed.", "UAE=ARE; Oman=OMN", "another abbreviation"),
    ("The DRC protested.", "DRC=COD", "an abbreviation of one of two states of a name"),
    ("NATO and the EU met.", "NATO=NATO:organisation; EU=EU:organisation", "organisations by abbreviation"),
    ("The European Union agreed.", "European Union=EU", "an organisation in full"),
    ("The African Union agreed.", "African Union=AU", "the longer name, not Africa"),
    ("The Association of Southeast Asian Nations met.", "Association of Southeast Asian Nations=ASEAN",
     "an organisation with a region inside its name"),
    ("The United Nations agreed.", "United Nations=UN", "not the United States"),
    ("Georgia and Armenia met in Tbilisi.", "Georgia=GEO; Armenia=ARM; Tbilisi=GEO", "Georgia beside its capital"),
    ("The governor of Georgia spoke in Atlanta.", "Georgia=Georgia:place", "the American state is a place"),
    ("Jordan and Egypt agreed in Amman.", "Jordan=JOR; Egypt=EGY; Amman=JOR", "Jordan beside its capital"),
    ("Michael Jordan scored twice.", "", "a surname is no state"),
    ("Chad and Niger closed a border near N'Djamena.", "Chad=TCD; Niger=NER; N'Djamena=TCD", "Chad beside its capital"),
    ("Turkey and Greece agreed in Ankara.", "Turkey=TUR; Greece=GRC; Ankara=TUR", "Turkey, the state"),
    ("Türkiye agreed.", "Türkiye=TUR", "the newer spelling"),
    ("Congo accused M23 near Goma.", "Congo=COD; M23=M23", "bare Congo by the words around it"),
    ("Congo opened a bank in Brazzaville.", "Congo=COG; Brazzaville=COG", "the other Congo by its capital"),
    ("The Republic of the Congo agreed.", "Republic of the Congo=COG", "the longer name of the smaller Congo"),
    ("The Democratic Republic of the Congo agreed.", "Democratic Republic of the Congo=COD",
     "the longest name, not its tail"),
    ("North Korea and South Korea talked.", "North Korea=PRK; South Korea=KOR", "the two Koreas"),
    ("The Republic of Korea agreed.", "Republic of Korea=KOR", "official name of the southern one"),
    ("The Democratic People's Republic of Korea refused.", "Democratic People's Republic of Korea=PRK",
     "the official name of the northern one is not read as the southern one's"),
    ("The Democratic People’s Republic of Korea refused.", "Democratic People’s Republic of Korea=PRK",
     "typographic apostrophes are read as plain ones"),
    ("Pyongyang refused.", "Pyongyang=PRK:stand_in", "a capital decides between the two"),
    ("Washington imposed tariffs, the administration said.", "Washington=USA:stand_in", "Washington, the government"),
    ("Moscow and Belgrade refused.", "Moscow=RUS:stand_in; Belgrade=SRB:stand_in", "capitals of states of the past stand for today's"),
    ("Envoys met in London, Ontario, on Monday.", "Ontario=Ontario:place", "another London"),
    ("Envoys met in Tripoli, Lebanon, on Monday.", "Lebanon=LBN", "another Tripoli"),
    ("Paris, Germany and Italy agreed.", "Paris=FRA; Germany=DEU; Italy=ITA", "a list is no city with its state"),
    ("Talks in New London ended.", "", "a city named after a capital"),
    ("Twelve states had stations in Antarctica.", "Antarctica=Antarctica:place", "a land without a government is a place"),
    ("George Washington crossed the river.", "", "Washington, the person"),
    ("The Washington Post asked.", "", "Washington, the newspaper"),
    ("Guinea-Bissau and Guinea agreed.", "Guinea-Bissau=GNB; Guinea=GIN", "a state whose name begins another's"),
    ("Equatorial Guinea agreed.", "Equatorial Guinea=GNQ", "a state whose name ends in another's"),
    ("Papua New Guinea agreed.", "Papua New Guinea=PNG", "not Guinea"),
    ("South Sudan and Sudan agreed.", "South Sudan=SSD; Sudan=SDN", "a state that left another"),
    ("Nigeria and Niger agreed.", "Nigeria=NGA; Niger=NER", "a name is not found inside a word"),
    ("Omanis and Romanians met.", "Omanis=OMN; Romanians=ROU", "Oman is not found inside a word"),
    ("Write to press@Japan or @France.", "", "an address or a handle is no name"),
    ("The Netherlands agreed.", "Netherlands=NLD", "the article is no part of the name"),
    ("Côte d'Ivoire and Ivory Coast are one.", "Côte d'Ivoire=CIV; Ivory Coast=CIV", "two names of one state"),
    ("Myanmar, once Burma, agreed.", "Myanmar=MMR; Burma=MMR", "a former name"),
    ("Czechia agreed with Eswatini.", "Czechia=CZE; Eswatini=SWZ", "names taken up lately"),
    ("Republic of Cyprus (ROC) officials met. The ROC agreed.", "Republic of Cyprus=CYP; ROC=CYP; ROC=CYP",
     "a short form the text gives itself, there and later"),
    ("Sudan and South Sudan agreed.", "Sudan=SDN; South Sudan=SSD", "the same, the other way round"),
    ("The polish on the table was old.", "", "a demonym's letters in lower case are a word"),
]  # fmt: skip


def _said(text: str, name: Name, kind: bool) -> str:
    return f"{text[name.start : name.end]}={'+'.join(name.ids)}" + (f":{name.kind}" if kind else "")


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_names_in_text(text: str, expected: str, why: str) -> None:
    wanted = [item for item in expected.split("; ") if item]
    found = find_names(text)
    assert len(found) == len(wanted), [_said(text, name, kind=True) for name in found]
    for name, want in zip(found, wanted, strict=True):
        assert _said(text, name, kind=":" in want) == want


TITLE_CASES = [
    ("Foreign Minister Ada Holm spoke.", ["Foreign Minister"], "a title in capitals"),
    ("the foreign minister spoke.", ["foreign minister"], "the same title in lower case"),
    ("THE PRIME MINISTER SPOKE.", ["PRIME MINISTER"], "a headline in capitals"),
    ("the prime ministers of both", ["prime ministers"], "the plural is longer than the singular"),
    ("the presidential plane", [], "a title is not found inside a word"),
    ("Secretary of State Lena Ford", ["Secretary of State"], "the longer title, not the secretary in it"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TITLE_CASES, ids=[case[2] for case in TITLE_CASES])
def test_titles_in_text(text: str, expected: list[str], why: str) -> None:
    assert [text[match.start : match.end] for match in find_titles(text)] == expected


@given(st.text(max_size=200))
def test_lower_case_keeps_every_offset(text: str) -> None:
    assert len(lower_same_length(text)) == len(text)


@given(
    st.lists(st.sampled_from(["France", "Georgia", "U.S.", "Congo", "the", "and", ",", "ROC", "(", ")", "Korea", "İ"]))
)
def test_names_are_in_order_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = find_names(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(0 <= name.start < name.end <= len(text) for name in found)
