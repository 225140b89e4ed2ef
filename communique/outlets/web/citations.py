"""A value as something to cite: BibTeX and CSL-JSON, with the report it was read from and the address it stays at."""

import re
from collections.abc import Mapping
from typing import Any

from communique.outlets.web.present import Names as Called
from communique.outlets.web.present import headline, item_url, today, value_words, words_of
from communique.record import Item, Why

_SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
            "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def title_of(item: Item, field: str | None, names: Called) -> str:
    """What is cited: the item, or one value of it."""
    said = headline(item, names)
    return f"{said}: {words_of(field)} {value_words(field, item[field], names)}" if field else said


def csl(why: Why, field: str | None, site: str, names: Called) -> list[dict[str, Any]]:
    """The value, then the reports that say it, as CSL-JSON."""
    item = why.item
    cited = [
        {
            "id": f"communique-{item.id}{f'-{field}' if field else ''}", "type": "dataset", "title": title_of(item, field, names),
            "URL": site + item_url(item) + (f"#field-{field}" if field else ""), "container-title": "Communique record",
            "accessed": _parts(today()), **({"issued": _parts(item.day)} if item.day else {}),
        }
    ]  # fmt: skip
    return [*cited, *(_source(document, quote) for document, quote in _sources(why, field))]


def bibtex(why: Why, field: str | None, site: str, names: Called) -> str:
    """The same as BibTeX."""
    entries = []
    for one in csl(why, field, site, names):
        day = "-".join(f"{part:02d}" for part in one.get("issued", {}).get("date-parts", [[]])[0])
        fields = {
            "title": one["title"], "journal": one.get("container-title"), "year": day[:4],
            "date": day, "url": one.get("URL"), "urldate": today(), "note": one.get("note"),
        }  # fmt: skip
        kind = "misc" if one["type"] == "dataset" else "article"
        key = re.sub(r"[^\w-]", "", str(one["id"]))
        lines = [
            f"  {name} = {{{value if name == 'url' else _tex(str(value))}}}" for name, value in fields.items() if value
        ]
        entries.append("@" + kind + "{" + key + ",\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(entries)


def _sources(why: Why, field: str | None) -> list[tuple[Mapping[str, Any], str]]:
    value = why.item.values.get(field) if field else None
    saying = set(value.reports) if value else None
    return [
        (one.document, one.quotes[0] if one.quotes else "")
        for one in why.joined
        if saying is None or one.report in saying
    ]


def _source(document: Mapping[str, Any], quote: str) -> dict[str, Any]:
    url = str(document["source"])
    issued = document.get("published")
    return {
        "id": f"report-{document['id']}", "type": "article-newspaper", "title": document.get("title") or url,
        **({"URL": _safe_url(url)} if url.startswith(("http://", "https://")) else {}),
        **({"issued": _parts(str(issued)[:10])} if issued else {}),
        **({"note": f"“{quote}”"} if quote else {}),
    }  # fmt: skip


def _safe_url(url: str) -> str:
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", url)


def _parts(day: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in day[:10].split("-")]]}


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in " ".join(text.split()))
