from pipelines.extraction import extract
from tests.unit.extraction.reading import figure, figures


def test_the_same_statement_twice_is_one_figure_with_two_mentions() -> None:
    text = "Police handled 430 fraud cases in 2018. Again: police handled 430 fraud cases in 2018."
    assert [len(one.mentions) for one in figures(text)] == [1]


def test_of_the_741_is_a_mention_of_the_741() -> None:
    text = "Fraud had 741 victims in 2018. Phone calls reached 352 of the 741."
    assert [float(one.value) for one in figures(text)] == [741, 352]
    assert figure(text, "352").base_figure_id == figure(text, "741").figure_id


def test_a_rounder_statement_repeats_the_exact_one() -> None:
    text = "Police handled over 400 fraud cases in 2018. The exact number of fraud cases was 412."
    assert [float(one.value) for one in figures(text)] == [412]


def test_the_same_number_of_something_else_is_another_figure() -> None:
    text = "Police handled 430 fraud cases in 2018. Stalking cases also came to 430."
    assert [one.offence for one in figures(text)] == ["fraud", "stalking"]


def test_two_articles_joined_keep_the_first_ones_figures() -> None:
    first, second = "Police handled 430 fraud cases in 2018.", "Separately, stalking cases came to 99 in 2017."
    joined = [(one.quote, one.offence, one.period) for one in extract(f"{first}\n\n{second}").figures]
    assert joined == [("430", "fraud", "2018"), ("99", "stalking", "2017")]
