"""The language of a text: common English words first, the language identifier only where they do not settle it.

The identifier's model takes most of a second to load; clear English, nearly all that is read, never needs it.
A text in two languages of which neither has a clear majority is `mul` (ISO 639-2, several languages).
"""

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = frozenset(
    """the of and to in that is for with on as was by at from are be has have had this which will an it its not were
    their his her they he she we our been would also who said or more between after while these those other than into
    there about today over could should during under both when all its""".split()
)
# Frequent words of neighbours that share none of English's: a paragraph with many of these is looked at closely.
OTHERS = (
    frozenset(
        """och att det som en ett på är av för med den till om har inte de vi och der die das und ist von zu mit den dem ein
    eine nicht auf im le la les des du et est une dans pour que qui sur au aux el los las del y en es por con para una
    il di che non della per i af og er til af ikke som på os ved do da dos das em um uma não na no ao het een van niet
    zijn voor met door y se lo su al più sono nel w i na z się nie do""".split()
    )
    - {"i", "no", "do", "en", "al", "la", "el", "de", "del", "van", "von", "den", "a", "met", "die", "per"}
    - ENGLISH
)
_WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 2_000
PARAGRAPH = 400
FARTHEST = 100_000
FEWEST_WORDS = 4
FEWEST_LETTERS = 20
# Shares of function words in English prose: 0.35-0.5 in the releases measured, 0.2 in lists of names and offices.
CLEAR_SHARE = 0.2
LONG_ENOUGH = 10
SURE = 0.5
MAJORITY = 0.6


def language_of(text: str) -> str | None:
    """ISO 639-1 code, `mul` for a mixed text, or None for one too short to tell."""
    sample = _sample(text)
    if not _enough(" ".join(sample)):
        return None
    weights: Counter[str] = Counter()
    unclear: Counter[str] = Counter()
    for paragraph, length in sample.items():
        if _is_english(paragraph):
            weights["en"] += length
        else:
            unclear[paragraph] += length
    weights.update(_identified(unclear, bool(weights)))
    return _decided(weights)


def _decided(weights: Counter[str]) -> str | None:
    if not weights:
        return None
    language, weight = weights.most_common(1)[0]
    return language if weight >= MAJORITY * weights.total() else "mul"


def _sample(text: str) -> Counter[str]:
    """The beginnings of paragraphs from the whole length of the text, about SAMPLE characters, each with its full length."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text[:FARTHEST]) if part.strip()]
    if len(paragraphs) <= 2:
        paragraphs = [part for part in text[:FARTHEST].split("\n") if part.strip()]
    cut = max(PARAGRAPH, SAMPLE // max(1, len(paragraphs)))
    step = max(1, len(paragraphs) * PARAGRAPH // (2 * SAMPLE))
    sample: Counter[str] = Counter()
    for paragraph in paragraphs[::step]:
        sample[paragraph.strip()[:cut]] += len(paragraph)
    return sample


def _enough(text: str) -> bool:
    found = _WORD.findall(text)
    letters = sum(map(len, found))
    wide = sum(character > "\u2e7f" for character in text)
    return wide >= FEWEST_LETTERS or (len(found) >= FEWEST_WORDS and letters >= FEWEST_LETTERS)


def _is_english(paragraph: str) -> bool:
    found = [word.lower() for word in _WORD.findall(paragraph)]
    english = sum(word in ENGLISH for word in found)
    others = sum(word in OTHERS for word in found)
    return english >= 2 and english > CLEAR_SHARE * len(found) and english > 3 * others


def _identified(paragraphs: Counter[str], has_english: bool) -> Counter[str]:
    """Characters by language, of the paragraphs the words did not settle; short ones beside English are passed over."""
    long = {part: length for part, length in paragraphs.items() if len(_WORD.findall(part)) >= LONG_ENOUGH}
    if not long and not has_english:
        long = {"\n".join(paragraphs): paragraphs.total()}
    found: Counter[str] = Counter()
    for part, length in long.items():
        language = _classified(part)
        if language is not None:
            found[language] += length
    return found


def _classified(paragraph: str) -> str | None:
    language, confidence = _identifier().classify(paragraph)
    return str(language) if confidence >= SURE else None


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
