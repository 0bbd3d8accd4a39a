"""What is known on a day: each place's latest observation up to then, never a later one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geomap.analysis.control import CONTESTED, tidy

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Array = np.ndarray[Any, np.dtype[np.float64]]

HALVING_DAYS = 90
EXPIRY_DAYS = 365  # what nobody has confirmed for a year is unknown again
UNDATED = 0


@dataclass(frozen=True)
class Snapshot:
    """Observations of one moment as columns of one length: positions in degrees, weights 0..1, texts.

    Arrays, not a frame: a series asks for hundreds of small ones.
    """

    lat: Array
    lon: Array
    weight: Array
    radius_km: Array
    holder: Any
    name: Any

    def __len__(self) -> int:
        return len(self.lat)

    def of(self, rows: Any) -> Snapshot:
        """These rows (numbers, or a mask)."""
        columns = (self.lat, self.lon, self.weight, self.radius_km, self.holder, self.name)
        return Snapshot(*(column[rows] for column in columns))

    @cached_property
    def key(self) -> bytes:
        """What an estimate depends on; `name` only words it."""
        numbers = b"".join(column.tobytes() for column in (self.lat, self.lon, self.weight, self.radius_km))
        return numbers + "\0".join(self.holder).encode("utf-8", "surrogatepass")


class History:
    """An observations frame, read once, that can be asked what was known on a day."""

    def __init__(self, table: pd.DataFrame) -> None:
        import numpy as np

        days = {d: date.fromisoformat(d).toordinal() for d in set(table["date"]) if isinstance(d, str) and d}
        self.dates = sorted(map(date.fromordinal, days.values()))
        self._when = np.array([days.get(d, UNDATED) for d in table["date"]], dtype=int)
        numbers = (table[name].to_numpy(dtype=float) for name in ("lat", "lon", "weight", "radius_km"))
        self.all = Snapshot(*numbers, *(table[name].to_numpy(dtype=object) for name in ("holder", "name")))
        spots = np.column_stack([self.all.lat, self.all.lon]).round(3)
        self._place = np.unique(spots, axis=0, return_inverse=True)[1].ravel()
        self._holder = np.unique(self.all.holder.astype(str), return_inverse=True)[1].ravel()

    def on(self, day: date | None) -> Snapshot:
        """Each place's latest observation up to `day` (undated ones are the oldest), in order of position.

        In whole steps of HALVING_DAYS an observation loses half of its weight, so that two days of a series differ
        only where something was observed or grew old; after EXPIRY_DAYS it counts no more. Observations of one place
        on the same day: the surest wins; equally sure ones that disagree make it contested.
        """
        import numpy as np

        known = np.ones(len(self.all), dtype=bool)
        if day is not None:
            last = day.toordinal()
            known = (self._when <= last) & ((self._when >= last - EXPIRY_DAYS) | (self._when == UNDATED))
        rows = self._best(self._best(np.flatnonzero(known), self._when), self.all.weight)
        rows = rows[np.lexsort((self._holder[rows], self._place[rows]))]
        place, holder = self._place[rows], self._holder[rows]
        first = np.r_[True, place[1:] != place[:-1]][: len(rows)]
        found = self.all.of(rows[first])
        disputed = np.unique(place[1:][(place[1:] == place[:-1]) & (holder[1:] != holder[:-1])])
        found.holder[np.isin(place[first], disputed)] = CONTESTED
        if day is not None:
            when = self._when[rows[first]]
            age = np.where(when == UNDATED, 0, day.toordinal() - when)
            found.weight[:] = found.weight * 0.5 ** (age // HALVING_DAYS)
        return found

    def _best(self, rows: Any, worth: Any) -> Any:
        """Of these rows, those that are worth most at their place."""
        import numpy as np

        best = np.full(int(self._place.max(initial=-1)) + 1, -np.inf)
        np.maximum.at(best, self._place[rows], worth[rows])
        return rows[worth[rows] == best[self._place[rows]]]

    def silence(self, day: date) -> str:
        """Why nothing at all is known on a day without observations."""
        past = [d for d in self.dates if d <= day]
        if past:
            return f"{day}: every observation has expired (the latest is of {past[-1]}; after {EXPIRY_DAYS} days none counts)"
        first = self.dates[0] if self.dates else day
        return f"{day}: nothing had been observed yet (the first observation is of {first})"


def snapshot(table: pd.DataFrame, day: date | None) -> Snapshot:
    """Each place's latest observation up to `day`: see `History.on`."""
    return History(tidy(table)).on(day)
