"""Dates as the record keeps them: EDTF level 1 (Library of Congress, 2019), with its bounds and the words that said it."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from communique.schema.evidence import Evidence, Frozen

Precision = Literal["day", "month", "season", "year", "decade", "interval", "open"]


class Date(Frozen):
    """A date or interval: `edtf` is the value, `start` and `end` its first and last possible day (null where open)."""

    edtf: Annotated[str, Field(description="EDTF level 1, such as 2023-05-09, 2022-01 or 2023-06/2023-08")]
    start: dt.date | None = None
    end: dt.date | None = None
    said: Annotated[
        Evidence | None, Field(description="the words it was read from; null when it is the document's date")
    ]
    precision: Precision
