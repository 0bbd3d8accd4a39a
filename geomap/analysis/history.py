"""What is known on a day: each place's latest observation up to then, never a later one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

HALVING_DAYS = 90
EXPIRY_DAYS = 365  # what nobody has confirmed for a year is unknown again
UNDATED = 0


class History:
    """An observations frame, read once, that can be asked what was known on a day."""

    def __init__(self, table: pd.DataFrame) -> None:
        import numpy as np

        self.table = table
        days = {d: date.fromisoformat(d).toordinal() for d in set(table["date"]) if isinstance(d, str) and d}
        self._when = np.array([days.get(d, UNDATED) for d in table["date"]], dtype=int)
        spot = table[["lat", "lon"]].astype(float).round(3)
        self._place = spot.groupby(["lat", "lon"], sort=True).ngroup().to_numpy()

    def on(self, day: date | None) -> pd.DataFrame:
        """Each place's latest observation up to `day` (undated ones are the oldest), in order of position.

        In whole steps of HALVING_DAYS an observation loses half of its weight, so that two days of a series differ
        only where something was observed or grew old; after EXPIRY_DAYS it counts no more. Observations of one place
        on the same day: the surest wins; equally sure ones that disagree make it contested.
        """
        import numpy as np

        counts = np.ones(len(self.table), dtype=bool)
        if day is not None:
            last = day.toordinal()
            counts = (self._when <= last) & ((self._when >= last - EXPIRY_DAYS) | (self._when == UNDATED))
        latest = np.full(int(self._place.max(initial=-1)) + 1, -1)
        np.maximum.at(latest, self._place[counts], self._when[counts])
        chosen = np.flatnonzero(counts & (self._when == latest[self._place]))
        current = self.table.iloc[chosen].assign(_place=self._place[chosen], _when=self._when[chosen])
        surest = current.groupby("_place", sort=False)["weight"].transform("max")
        current = current[current["weight"] == surest].sort_values(["_place", "holder"], kind="stable")
        first = current.drop_duplicates("_place").copy()
        holders = current.groupby("_place")["holder"].nunique().to_numpy()
        first.loc[holders > 1, "holder"] = "Contested"
        if day is not None:
            age = np.where(first["_when"] == UNDATED, 0, day.toordinal() - first["_when"])
            first["weight"] = first["weight"] * 0.5 ** (age // HALVING_DAYS)
        return first.drop(columns=["_when", "_place"]).reset_index(drop=True)

    def silence(self, day: date) -> str:
        """Why nothing at all is known on a day without observations."""
        import numpy as np

        dated = self._when[self._when != UNDATED]
        past = dated[dated <= day.toordinal()]
        if len(past):
            latest = date.fromordinal(int(np.max(past)))
            return f"{day}: every observation has expired (the latest is of {latest}; after {EXPIRY_DAYS} days none counts)"
        first = date.fromordinal(int(np.min(dated))) if len(dated) else day
        return f"{day}: nothing had been observed yet (the first observation is of {first})"


def snapshot(table: pd.DataFrame, day: date | None) -> pd.DataFrame:
    """Each place's latest observation up to `day`: see `History.on`."""
    return History(table).on(day)
