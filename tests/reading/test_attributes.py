"""The remembering ruler gives every token what spaCy's own attribute ruler gives it."""

import pytest

from communique.reading.sentences import language_model, plain_pipeline

TEXTS = [
    "The Omani envoy got home, and let's see what he'll say; he ain't going to Muscat.",
    "There is no deal, officials said. It's gonna take time that nobody has.",
    "Which of these talks, if any, gets the ministers' blessing by May 9 is unclear.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_token_is_what_the_ruler_makes_of_it(text: str) -> None:
    ours, theirs = language_model(), plain_pipeline()
    theirs.add_pipe("abbreviations", before="parser")
    seen = [[(t.text, t.tag_, t.pos_, t.lemma_, str(t.morph), t.dep_) for t in nlp(text)] for nlp in (ours, theirs)]
    assert seen[0] == seen[1]
    assert seen[0] == [(t.text, t.tag_, t.pos_, t.lemma_, str(t.morph), t.dep_) for t in ours(text)], "read again"
