"""Names on a static map do not cover one another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geomap.publish.labels import Label, place_labels

coordinate = st.floats(0, 100, allow_nan=False)


@given(st.lists(st.tuples(coordinate, coordinate), max_size=40))
def test_no_two_labels_overlap_and_none_leaves_the_frame(points: list[tuple[float, float]]) -> None:
    """Whatever the points, labels that are written never touch and stay inside."""
    labels = [Label("name", x, y, 12.0, 3.0, 1.0) for x, y in points]
    boxes = [(x, y, x + 12, y + 3) for _, x, y in place_labels(labels, frame=(0, 0, 100, 100))]
    assert all(
        a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
    )
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= 100 and b[3] <= 100 for b in boxes)


def test_the_most_important_name_is_kept() -> None:
    """Of two names that cannot both be written, the first in order is."""
    crowd = [Label(str(i), 50.0, 50.0, 40.0, 60.0) for i in range(30)]
    placed = place_labels(crowd, frame=(0, 0, 100, 100))
    assert placed[0][0] == 0 and len(placed) < 30
