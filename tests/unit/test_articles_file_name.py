from datetime import date

import pytest

from pipelines.articles import date_in_name


@pytest.mark.parametrize(
    ("source_path", "day"),
    [
        ("2018-04-26-scmp.txt", date(2018, 4, 26)),
        ("archive/scmp-2018-04-26.txt", date(2018, 4, 26)),
        ("scmp.txt", None),
        ("2018-04-scmp.txt", None),
        ("2018-02-30-scmp.txt", None),
        ("2017-01-01-to-2018-01-01.txt", None),
        ("2018-04-26/scmp.txt", None),
    ],
)
def test_a_single_day_in_the_name_of_a_file_is_its_day_of_publication(source_path: str, day: date | None) -> None:
    assert date_in_name(source_path) == day
