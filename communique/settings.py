"""Settings, each read from the environment as COMMUNIQUE_<NAME>."""

from functools import lru_cache
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from communique.errors import BadSetting


class Settings(BaseSettings):
    """Limits on what is read from outside, and where and how the record is kept."""

    model_config = SettingsConfigDict(env_prefix="COMMUNIQUE_", frozen=True)

    max_bytes: int = Field(20_000_000, gt=0, description="largest input in bytes")
    max_characters: int = Field(2_000_000, gt=0, description="longest text of one document in characters")
    fetch_seconds: float = Field(20.0, gt=0, description="time limit for fetching one address, in seconds")
    max_redirects: int = Field(5, ge=0, description="redirects followed for one address")
    allow_private_addresses: bool = Field(False, description="fetch from private, loopback and link-local addresses")
    record: str = Field("", description="the record's path or address; empty: a file in the user's data directory")
    keep_text: Literal["whole", "quotes"] = Field(
        "whole", description="what the record keeps of a document's text: `whole`, or `quotes` only"
    )
    lock_seconds: float = Field(10.0, gt=0, description="how long to wait for another process that writes, in seconds")
    batch: int = Field(100, gt=0, le=5000, description="documents written to the record in one transaction")
    web_site: str = Field("", description="the server's own file (people, tokens, views); empty: beside the record")
    web_bytes: int = Field(2_000_000, gt=0, description="largest request the server takes, in bytes")
    web_characters: int = Field(200_000, gt=0, description="longest text read for a request, in characters")
    web_seconds: float = Field(30.0, gt=0, description="time limit for answering a request, in seconds")
    web_requests_a_minute: int = Field(600, gt=0, description="requests an address may make in a minute")
    web_session_hours: int = Field(12, gt=0, le=720, description="how long a login lasts, in hours")
    web_view_days: int = Field(7, gt=0, le=365, description="the window of the front page's ranked lists, in days")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once; raises BadSetting naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSetting(f"COMMUNIQUE_{str(first['loc'][0]).upper()}={first['input']}: {first['msg']}") from error
