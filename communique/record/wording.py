"""Words of a report as linking compares them: lower case, without endings, and without those every report has."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from communique.reference.agreement_kinds import agreement_kinds
from communique.reference.states import states

_WORD = re.compile(r"[^\W\d_]+(?:[’']s)?")
_ENDING = re.compile(r"(?:ies|ing|ed|es|s|ly|ions?|ments?|’s|'s)$")
SHORTEST = 4
MOST = 40
# Words of the trade that tell no two reports apart.
COMMON = frozenset(
    """about above after again against agreed agreement also although among announced another around because been before being
    between both called came city come could council counterpart countries country day days deputy during each east either
    ever every first following foreign from further government groups have head held here hold including into issued its
    january february march april june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday last later latest leader leaders made make many meet meeting meetings minister ministers ministry more most
    much national nations near never news next north official officials only other others over part people place president
    press prime releas released report reported reports republic said same saying says secretary several shall should side
    sides since some south spokesman spokesperson spokeswoman state stated statement states still such talks than that their
    them then there these they this those through time today told took toward towards tuesday under union united until upon
    very visit week weeks well went were west what when where which while will with within without would year years yesterday
    """.split()
)

# Words of statements of all kinds: two statements that share only these need not be one.
GENERAL = """ability achieve across action active address advance affirm aim allies allow ambassador announce appreciation area
    assist assistance back believe bilateral billion bring build call challenge citizen clear close closely collective
    commit commitment committed common community concern condemn continue continued contribute cooperate cooperation
    coordinate coordination counterpart create critical deep deepen democracy democratic department deputy develop development
    dialogue diplomacy diplomatic discuss early effort efforts encourage end engage engagement ensure envoy especially expand
    expect express feel find focus force foreign forward free freedom full fundamental give global goal good great ground
    growing help highlight hope human importance important include increase interest international issue join just keep know
    large lead leadership level life like longstanding look maintain matter member million mission move mutual need note number
    opportunity order partner partnership party peace peaceful people persistent person plan play point policy political
    position possible prepare pressure principle priority process progress promote prosperity protect provide public pursue
    raise reaffirm really recent reform region regional reiterate relation relations relationship remain request resolve respect
    respond response responsible result right rights role secure security seek serious share shared significant situation
    solution speak special spoke stability stable stand step strategic strength strengthen strong support sustain sustained
    system talk tell thank think threat thing timely together transition travel try underscore urge value view violence vital
    want welcome willing work working world""".split()


def plain(text: str) -> str:
    """Lower case, accents off."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def stem(word: str) -> str:
    """The word without its ending, as far as that is safe."""
    short = _ENDING.sub("", word)
    return short if len(short) >= 3 else word


def content_words(texts: Iterable[str]) -> frozenset[str]:
    """The telling words of the texts, at most so many."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _WORD.findall(plain(text)):
            if len(word) >= SHORTEST and word not in COMMON:
                found.setdefault(stem(word))
    return frozenset(list(found)[:MOST])


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that the other has; 0 where either has fewer than two words."""
    least = min(len(one), len(other))
    return len(one & other) / least if least > 1 else 0.0


def specific(words: frozenset[str]) -> frozenset[str]:
    """Those of a report's words that are not in statements of all kinds."""
    return words - _general()


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    return frozenset(map(stem, GENERAL))


def surname(name: str) -> str:
    """What a person is called by when named again: the last part of the name."""
    parts = [part for part in re.split(r"[\s.]+", plain(name)) if len(part) > 1]
    while len(parts) > 1 and parts[-1] in {"jr", "sr", "ii", "iii"}:
        parts.pop()
    return parts[-1] if parts else plain(name)


@lru_cache(maxsize=1)
def kind_words() -> frozenset[str]:
    """Words that say what kind an agreement is of."""
    names = (name for kind in agreement_kinds().values() for name in (*kind.names, *kind.words))
    return frozenset(stem(word) for name in names for word in _WORD.findall(plain(name)))


@lru_cache(maxsize=1)
def state_words() -> frozenset[str]:
    """Words that name states and their people: who is meant is compared apart from them."""
    names = (
        name
        for state in states().values()
        for name in (
            state.name,
            *state.names,
            *state.abbreviations,
            *state.demonyms,
            *state.people_nouns,
            state.capital or "",
        )
    )
    return frozenset(stem(word) for name in names for word in _WORD.findall(plain(name)) if len(word) >= SHORTEST)
