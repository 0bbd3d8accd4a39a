"""Sentences with places marked by hand: `[[Kidal]]`, `[[Malian|demonym|country|ML]]`, `[[Iraqi airspace|literal|airspace|IQ]]`."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.document import Document, read
from geomap.model import Mention, Place, Report, Resolution

MARK = re.compile(r"\[\[([^]|]+)(?:\|(\w*))?(?:\|(\w*))?(?:\|(\w*))?(?:\|([^]|]*))?\]\]")


def marked(text: str, *, published: date | None = None, report: str = "r") -> tuple[Document, tuple[Resolution, ...]]:
    """The document and its resolutions: `[[name|role|feature|country|place]]`, all but the name optional."""
    plain, found, at = "", [], 0
    for m in MARK.finditer(text):
        plain += text[at : m.start()]
        found.append(
            (len(plain), m.group(1), m.group(2) or "literal", m.group(3) or "town", m.group(4) or "", m.group(5))
        )
        plain += m.group(1)
        at = m.end()
    plain += text[at:]
    resolutions = []
    for i, (start, name, role, feature, country, place) in enumerate(found):
        mention = Mention(report=report, start=start, end=start + len(name), text=name, role=role, name=name)  # type: ignore[arg-type]
        known = Place(
            place_id=f"test:{place or name}",
            name=place or name,
            feature=feature,
            country=country,
            lat=10.0 + i / 10,
            lon=20.0,
            radius_km=5,
        )
        resolutions.append(
            Resolution(mention=mention, place=known, lat=known.lat, lon=known.lon, radius_km=5, confidence=0.9)
        )
    return read(Report(id=report, text=plain, published=published)), tuple(resolutions)
