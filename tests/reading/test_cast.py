"""Who the words of a document stand for: a table of texts, a word of each, and the actors its noun phrase names.

The word asked for is the last one of that spelling in the text; actors are parted by spaces, in order.
"""

from functools import cache

import pytest

from communique.reading.reader import set_scene
from communique.reading.scene import Scene
from communique.reading.sentences import parse_many
from communique.schema import Document
from tests.reading.scenes import last_of, scenes_of

TWO = "Kenya and Ghana held talks in Accra. "
MINISTERS = "Kenyan Foreign Minister Ada Holm met Ghanaian Foreign Minister Kofi Asare. "
CASES = [
    ("Kenya sent envoys.", "Kenya", "KEN", "a state by name"),
    ("Kenya and Ghana sent envoys.", "Kenya", "KEN GHA", "the members coordinated with it"),
    ("Kenya, Ghana and Togo sent envoys.", "Kenya", "KEN GHA TGO", "a list of three"),
    (TWO + "The two sides signed an accord.", "sides", "KEN GHA", "the two sides"),
    (TWO + "Both countries signed an accord.", "countries", "KEN GHA", "both countries"),
    (TWO + "Both signed an accord.", "Both", "KEN GHA", "both by itself"),
    (TWO + "They signed an accord.", "They", "KEN GHA", "they"),
    (TWO + "The two governments signed an accord.", "governments", "KEN GHA", "the two governments"),
    (TWO + "The two leaders signed an accord.", "leaders", "KEN GHA", "leaders stand for their states"),
    ("Kenya, Ghana and Togo held talks. The three countries signed an accord.", "countries", "KEN GHA TGO", "three of three"),
    (TWO + "Kenya and Togo held talks. The two sides signed an accord.", "sides", "KEN TGO", "the two sides last named together"),
    (MINISTERS + "The ministers signed an accord.", "ministers", "KEN GHA", "the ministers stand for their states"),
    (MINISTERS + "The two ministers signed an accord.", "ministers", "KEN GHA", "counted ministers"),
    ("Kenya condemned the attack. It sent envoys.", "It", "KEN", "it: the state last spoken of"),
    ("Kenyan Foreign Minister Ada Holm spoke. She praised Ghana.", "She", "ada-holm", "she: the person last named"),
    ("Kenyan Foreign Minister Ada Holm spoke. The minister praised Ghana.", "minister", "ada-holm", "the minister: the holder last named"),
    ("Kenyan President Ben Otieno and Foreign Minister Ada Holm spoke. The president praised Ghana.", "president", "ben-otieno",
     "the president: not the minister named after him"),
    ("Kenyan Foreign Minister Ada Holm praised Ghana.", "Holm", "ada-holm", "a person by name"),
    ("The Kenyan foreign minister praised Ghana.", "minister", "KEN.GOV", "an office without a name is its government's"),
    ("Tokyo condemned the launch.", "Tokyo", "JPN.GOV", "a capital as the subject acts"),
    ("Envoys met in Tokyo.", "Tokyo", "", "a capital behind `in` is a place"),
    ("Envoys visited Tokyo.", "Tokyo", "", "a capital that is visited is a place"),
    ("Kenya criticised Tokyo.", "Tokyo", "JPN.GOV", "a capital that is criticised acts"),
    ("Kenya signed an accord with Tokyo.", "Tokyo", "JPN.GOV", "a capital behind `with` acts"),
    ("The Kremlin condemned the launch.", "Kremlin", "RUS.GOV", "a seat as the subject"),
    ("The French military fired on a convoy.", "military", "FRA.MIL", "a state's forces"),
    ("The Kenyan army fired on a convoy.", "army", "KEN.MIL", "another word for them"),
    ("Kenyan police arrested a crew.", "police", "KEN.COP", "a state's police"),
    ("The Kenyan government sent envoys.", "government", "KEN.GOV", "a state's government"),
    ("The government of Kenya sent envoys.", "government", "KEN.GOV", "the state behind `of`"),
    ("The Kenyan foreign ministry protested.", "ministry", "KEN.GOV.foreign", "a ministry is known by its portfolio"),
    ("The European Union sent envoys.", "Union", "EU", "an organisation"),
    ("A spokesman of nobody slept.", "nobody", "", "nobody is nobody"),
    ("The committee met.", "committee", "", "a noun that names no actor"),
]  # fmt: skip


@cache
def _scenes() -> dict[str, Scene]:
    return scenes_of(case[0] for case in CASES)


@pytest.mark.parametrize(("text", "word", "actors", "why"), CASES, ids=[case[3] for case in CASES])
def test_noun_phrase_names(text: str, word: str, actors: str, why: str) -> None:
    scene = _scenes()[text]
    sentence, token = last_of(scene, word)
    assert list(scene.cast.members(sentence, token)) == actors.split()


def test_we_of_a_joint_statement_are_those_of_its_title() -> None:
    text = "We oppose any change by force. We will meet again."
    document = Document(id="d", source="text", text=text, title="Joint statement of Kenya and Ghana")
    (parsed,) = parse_many([document])
    scene = set_scene(parsed)
    said = [scene.cast.members(s, t) for s in scene.sentences for t in s if t.text == "We"]
    assert said == [("KEN", "GHA"), ("KEN", "GHA")]


PARTIES = [
    ("KEN.GOV", "KEN", "a government is its state"),
    ("KEN.GOV.foreign", "KEN", "so is a ministry"),
    ("KEN.MIL", "KEN.MIL", "forces stay themselves"),
    ("KEN", "KEN", "a state"),
    ("EU", "EU", "an organisation"),
]


@pytest.mark.parametrize(("actor", "party", "why"), PARTIES, ids=[row[2] for row in PARTIES])
def test_party_of_actor(actor: str, party: str, why: str) -> None:
    assert _scenes()["Kenya sent envoys."].cast.party(actor) == party
