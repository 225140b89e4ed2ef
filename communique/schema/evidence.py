"""The words a value was read from: a half-open range of code points in `document.text` and the text it holds."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Frozen(BaseModel):
    """Base of every model of the contract: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Frozen):
    """A quote and where it stands; `text[start:end] == quote` holds for the document it belongs to."""

    start: Annotated[int, Field(ge=0, description="offset of the first code point in document.text")]
    end: Annotated[int, Field(ge=0, description="offset after the last code point")]
    quote: Annotated[str, Field(description="document.text[start:end]")]

    @model_validator(mode="after")
    def _length_agrees(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError(f"evidence {self.start}:{self.end} does not have the length of its quote {self.quote!r}")
        return self


def cite(text: str, start: int, end: int) -> Evidence:
    """The evidence for `text[start:end]`, with surrounding white space left out."""
    quote = text[start:end]
    lead = len(quote) - len(quote.lstrip())
    quote = quote.strip()
    return Evidence(start=start + lead, end=start + lead + len(quote), quote=quote)
