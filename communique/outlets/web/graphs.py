"""What the map and the network show: places with what happened there, and who meets whom."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from communique.outlets.web.present import STATUS_WORDS, actor_url, headline, item_day, item_url, pair_url, type_words
from communique.outlets.web.present import Names as Called
from communique.record import Item

MOST_ON_MAP = 1000
MOST_AT_PLACE = 12
MOST_NODES = 60
MOST_PARTIES = 12


def places(items: Iterable[Item], names: Called) -> list[dict[str, Any]]:
    """Places with coordinates and the items that took place there, most first."""
    found: dict[tuple[float, float], dict[str, Any]] = {}
    for item in items:
        place = item["place"]
        if not isinstance(place, dict) or place.get("lat") is None or place.get("lon") is None:
            continue
        key = (round(float(place["lat"]), 2), round(float(place["lon"]), 2))
        entry = found.setdefault(
            key, {"name": place.get("name"), "country": place.get("country"), "lat": key[0], "lon": key[1], "number": 0, "items": []}
        )  # fmt: skip
        entry["number"] += 1
        if len(entry["items"]) < MOST_AT_PLACE:
            entry["items"].append(
                {"title": headline(item, names), "url": item_url(item), "day": item_day(item), "kind": item.kind}
            )
    return sorted(found.values(), key=lambda one: (-one["number"], str(one["name"])))


def network(items: Iterable[Item], names: Called) -> dict[str, list[dict[str, Any]]]:
    """Those who meet most, and how often each two of them met."""
    meetings = [sorted(set(item.parties)) for item in items if 1 < len(item.parties) <= MOST_PARTIES]
    number = Counter(party for parties in meetings for party in parties)
    kept = {party for party, _ in number.most_common(MOST_NODES)}
    links = Counter(pair for parties in meetings for pair in combinations([p for p in parties if p in kept], 2))
    names.learn(kept)
    nodes = [
        {"id": party, "name": names(party), "number": number[party], "url": actor_url(party)} for party in sorted(kept)
    ]
    return {
        "nodes": sorted(nodes, key=lambda node: (-node["number"], node["id"])),
        "links": [
            {"source": one, "target": other, "number": times, "url": pair_url((one, other))}
            for (one, other), times in sorted(links.items(), key=lambda link: (-link[1], link[0]))
        ],
    }


Facet = list[tuple[str, str, int]]


def facets(items: Iterable[Item], names: Called) -> dict[str, Facet]:
    """For each facet the values found with how many items have them, most first."""
    found = list(items)
    counted: dict[str, tuple[Callable[[Item], Iterable[str]], Callable[[str], str]]] = {
        "kinds": (lambda item: [item.kind], str),
        "types": (lambda item: [item.type] if item.type else [], type_words),
        "status": (lambda item: [item.status] if item.status else [], lambda code: STATUS_WORDS.get(code, code)),
        "stages": (lambda item: [item.stage] if item.stage else [], lambda code: code.replace("_", " ")),
        "actors": (lambda item: item.parties, names),
        "year": (lambda item: [item.day[:4]] if item.day else [], str),
    }
    names.learn(party for item in found for party in item.parties)
    return {
        name: [
            (value, words(value), number)
            for value, number in Counter(v for item in found for v in of(item)).most_common(12)
        ]
        for name, (of, words) in counted.items()
    }
