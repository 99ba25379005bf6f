import string

import pytest

from tco.ui.words import Words, texts
from tco.wording import ends_closed


def places(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_both_languages_have_the_same_texts_with_the_same_places():
    korean, english = texts("ko"), texts("en")
    assert korean.keys() == english.keys()
    optional = {"baseline", "leader", "horizon"}  # a sentence may name fewer things in one language
    for key in korean:
        assert set(places(korean[key])) ^ set(places(english[key])) <= optional, key


def test_korean_texts_are_korean_and_english_texts_english():
    hangul = [key for key, text in texts("en").items() if any("가" <= each <= "힣" for each in text)]
    latin = [
        key for key, text in texts("ko").items()
        if text.strip("{}") and not any("가" <= each <= "힣" for each in text) and places(text) == []
    ]  # fmt: skip
    symbols = {korean for key, korean in texts("ko").items() if key.startswith("unit.unit_of_")}
    assert hangul == []
    assert {key for key in latin if texts("ko")[key] not in symbols} == {"download.json"}


@pytest.mark.parametrize(
    ("word", "closed"),
    [
        ("이전", True),
        ("‘이전(정가)’", True),
        ("구매", False),
        ("‘AWS’", False),
        ("10", True),
        ("2", False),
        ("서울", True),
    ],
)
def test_particles_follow_the_last_sound(word, closed):
    assert ends_closed(word) == closed


def test_a_missing_text_is_an_error():
    with pytest.raises(KeyError):
        Words("ko")("no.such.text")
