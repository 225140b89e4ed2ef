"""What organisations and plural office-holders stand for: the bloc, a forum's leaders, the two presidents, `it` behind a text.

As in `test_cast`: the word asked for is the last one of that spelling, actors parted by spaces.
"""

from functools import cache

import pytest

from communique.reading.scene import Scene
from tests.reading.scenes import last_of, scenes_of

FORUM = "The Leaders of the Pacific Islands Forum met in Suva. "
ASEAN = "The foreign ministers of ASEAN met in Hanoi on Monday. "
CASES = [
    # leaders of a body, named once
    (FORUM + "Leaders endorsed the compact.", "Leaders", "PIF"),
    (FORUM + "Leaders endorsed the compact. They expressed concern at the launch.", "They", "PIF"),
    (FORUM + "Leaders welcomed the pledge of Japan. Leaders urged all partners to help.", "Leaders", "PIF"),
    (ASEAN + "Ministers called for restraint.", "Ministers", "ASEAN"),
    (ASEAN + "The ministers called for restraint.", "ministers", "ASEAN"),
    ("Foreign ministers of the D-8 gathered in Dhaka. Ministers agreed to set up a center.", "Ministers", "D-8"),
    ("Heads of state of the African Union convened. Leaders condemned the coup.", "Leaders", ""),  # another noun: open
    ("G7 leaders met in Kananaskis. Leaders condemned the attack.", "Leaders", "G7"),
    ("Kenyan and Ghanaian leaders met. Leaders of the opposition stayed away.", "Leaders", ""),
    # the body by a common noun
    ("CARICOM met on Monday. The bloc condemned the coup.", "bloc", "CARICOM"),
    ("Azerbaijan joined Mercosur last year. The grouping praised Peru.", "grouping", "mercosur"),
    ("The Pacific Islands Forum met. Tonga spoke. The Forum will not reopen the matter.", "Forum", "PIF"),
    ("The African Union met. Mali spoke. The union suspended Niger.", "union", "AU"),
    ("The Arab League met. Egypt spoke. The league condemned the strike.", "league", "arab-league"),
    ("Kenya spoke. The bloc of flats burned.", "bloc", ""),
    # a seat of a body
    ("The EU met on Monday. Brussels urged restraint.", "Brussels", "EU"),
    ("Serbia seeks to join the European Union. Its minister said Brussels had failed.", "Brussels", "EU"),
    ("Belgium and the EU fell out. Brussels urged restraint.", "Brussels", ""),
    ("The EU met in Brussels.", "Brussels", ""),
    # plural holders of states' offices
    ("Kenyan President Ben Otieno met President Omar Keita of Mali. Mali agreed to receive a mission of the African Union. The two Presidents last spoke in May.",
     "Presidents", "KEN MLI"),
    ("Kenya and Mali held talks. Mali signed an accord with the African Union. Both countries look ahead.", "countries", "KEN MLI"),
    ("Kenya and Mali held talks. Mali signed an accord with the African Union. The two sides look ahead.", "sides", "MLI AU"),
    ("Chad praised Australia and New Zealand. Chad thanked both countries.", "countries", "AUS NZL"),
    (ASEAN + "Kenya and Ghana spoke. Talks on the border between the two countries opened.", "countries", "KEN GHA"),
    # written once the rules stood
    ("Leaders of ECOWAS gathered in Abuja. Leaders suspended Niger.", "Leaders", "ECOWAS"),
    ("Nordic ministers met. Ministers called for calm.", "Ministers", ""),
    ("The OSCE met in Vienna. Malta spoke. The organisation urged a truce.", "organisation", "OSCE"),
    ("NATO met on Tuesday. The alliance condemned the launch.", "alliance", "NATO"),
    ("SADC met. The Commonwealth met too. Zambia left the bloc.", "bloc", "commonwealth"),
    ("Hungary blocked the EU statement. Officials in Brussels were angry.", "Brussels", ""),
    ("Moldova and the EU held talks. Moldova signed a deal with Brussels.", "Brussels", "EU"),
    ("Fiji hosted Samoa and Tonga. Fiji praised both countries.", "countries", "WSM TON"),
    # `it` behind a document
    ("Kenya, which joined last year, sent a deputy. The Dhaka Declaration welcomed the truce. It condemned the strikes.", "It", ""),
    ("Kenya condemned the attack. The statement was short. It sent envoys.", "It", ""),
]  # fmt: skip


@cache
def _scenes() -> dict[str, Scene]:
    return scenes_of(case[0] for case in CASES)


@pytest.mark.parametrize(("text", "word", "actors"), CASES, ids=[f"{n} {case[1]}" for n, case in enumerate(CASES)])
def test_noun_phrase_names(text: str, word: str, actors: str) -> None:
    scene = _scenes()[text]
    sentence, token = last_of(scene, word)
    found = scene.cast.parties(scene.cast.members(sentence, token))
    assert list(found) == actors.split()
