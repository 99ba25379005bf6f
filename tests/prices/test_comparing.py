"""Two books beside each other, checked by evaluating the case without them; and a case with its own book."""

import json

import pytest
from price_lists import AWS, imported

from tco.assumptions import load_book
from tco.case import parse_case, parse_text
from tco.case_file import to_toml as case_to_toml
from tco.changes import load
from tco.cli import main
from tco.errors import Problems, UserError
from tco.prices import adopt, compare, to_toml
from tco.prices import load as load_price_book
from tco.results import run

PRESET = "kr-general-500"


@pytest.fixture(scope="module")
def old():
    return load_book("aws_seoul")


@pytest.fixture(scope="module")
def new(old):
    """Two prices a tenth dearer, one entry only moved in its range."""
    entries = dict(old.assumptions)
    for key in ("processor_price", "fast_storage_price"):
        known = entries[key]
        dearer = {part: getattr(known, part) * 1.1 for part in ("low", "base", "high")}
        entries[key] = known.model_copy(update=dearer)
    entries["egress_price"] = entries["egress_price"].model_copy(update={"high": 0.2})
    head = old.head.model_copy(update={"id": "aws_later"})
    return old.model_copy(update={"head": head, "assumptions": entries})


@pytest.fixture(scope="module")
def answer(old, new):
    return compare(old, new, load(PRESET))


def present_value(*changes):
    return run(load(PRESET, list(changes))).value("cloud_aws", "present_value")


def test_what_moved_is_named(answer):
    assert {each.key for each in answer.moves} == {"processor_price", "fast_storage_price", "egress_price"}
    percent = {each.key: each.percent for each in answer.moves}
    assert percent["processor_price"] == pytest.approx(10.0)
    assert percent["egress_price"] == 0.0


def test_only_alternatives_that_use_the_book_move(answer):
    assert [each.alternative for each in answer.totals] == ["cloud_aws"]


def test_totals_are_those_of_the_case_with_the_same_prices_typed_in(answer, new):
    typed = {key: new.assumptions[key].base for key in ("processor_price", "fast_storage_price")}
    sets = {key: f"aws_seoul.{key}={value!r}" for key, value in typed.items()}
    (totals,) = answer.totals
    before = present_value()
    assert totals.before["present_value"] == pytest.approx(before, rel=1e-12)
    assert totals.after["present_value"] == pytest.approx(present_value(*sets.values()), rel=1e-12)
    for key, change in sets.items():
        alone = present_value(change) - before
        assert abs(alone) > 1e6
        assert totals.effects[key]["present_value"] == pytest.approx(alone, rel=1e-9)
    assert totals.effects["egress_price"]["present_value"] == 0.0
    assert totals.together("present_value") == pytest.approx(0.0, abs=1.0)


def test_prices_that_work_on_each_other_are_shown_apart(old, new):
    cheaper = new.assumptions["commitment_discount"].model_copy(update={"base": 0.5})
    entries = {**new.assumptions, "commitment_discount": cheaper}
    (totals,) = compare(old, new.model_copy(update={"assumptions": entries}), load(PRESET)).totals
    single = sum(effect["present_value"] for effect in totals.effects.values())
    assert abs(totals.together("present_value")) > 1e6
    assert single + totals.together("present_value") == pytest.approx(totals.change("present_value"))


def test_a_value_that_the_case_itself_gives_does_not_move(old, new):
    case = load(PRESET, ["aws_seoul.processor_price=50", "aws_seoul.fast_storage_price=0.1"])
    (totals,) = compare(old, new, case).totals
    assert totals.change("present_value") == 0.0


def test_a_high_scenario_moves_with_the_high_prices(old, new):
    (totals,) = compare(old, new, load(PRESET, ["scenario=high"])).totals
    dear = new.assumptions["processor_price"]
    typed = load(PRESET).model_dump(mode="json") | {"scenario": "high"}
    typed["overrides"]["aws_seoul.processor_price"] = {
        "value": dear.base, "low": dear.low, "high": dear.high,
    }  # fmt: skip
    alone = run(parse_case(typed)).value("cloud_aws", "present_value") - totals.before["present_value"]
    assert abs(alone) > 1e6
    assert totals.effects["processor_price"]["present_value"] == pytest.approx(alone, rel=1e-9)


def test_a_tier_that_moved_is_one_entry(old):
    tiers = {key: each for key, each in old.tiers.items()}
    steps = tuple(step.model_copy(update={"price": step.price * 2}) for step in tiers["outbound"].steps)
    tiers["outbound"] = tiers["outbound"].model_copy(update={"steps": steps})
    found = compare(old, old.model_copy(update={"tiers": tiers}), load(PRESET))
    assert [each.key for each in found.moves] == ["tiers.outbound"]
    assert found.totals[0].change("present_value") >= 0


def test_what_cannot_be_compared_is_refused(old, new):
    with pytest.raises(UserError, match="used are: aws_seoul, naver_cloud"):
        compare(new, old, load(PRESET))
    with pytest.raises(UserError, match="same currency"):
        compare(old, load_book("naver_cloud"), load(PRESET))
    assert compare(old, old, load(PRESET)).moves == ()


def test_a_case_carries_its_own_book_through_its_file(new):
    case = adopt(load(PRESET), new)
    assert case.alternatives["cloud_aws"].price_book == "aws_later"
    value = run(case).value("cloud_aws", "present_value")
    typed = [
        f"aws_seoul.{key}={new.assumptions[key].base!r}" for key in ("processor_price", "fast_storage_price")
    ]
    assert value == pytest.approx(present_value(*typed), rel=1e-12)
    again = parse_text(case_to_toml(case))
    assert run(again).value("cloud_aws", "present_value") == value
    assert run(again).case_hash == run(case).case_hash != run(load(PRESET)).case_hash


def test_values_given_for_the_replaced_book_go_with_it(new):
    case = adopt(load(PRESET, ["aws_seoul.processor_price=50"]), new)
    assert case.overrides["aws_later.processor_price"] == 50.0
    with pytest.raises(UserError, match="--alternative ID"):
        adopt(load(PRESET), new.model_copy(update={"head": new.head.model_copy(update={"region": "mars"})}))
    with pytest.raises(UserError, match="'nobody' is not an alternative"):
        adopt(load(PRESET), new, ["nobody"])


def test_a_case_file_names_a_book_by_its_file(tmp_path, new):
    (tmp_path / "prices.toml").write_text(to_toml(new), encoding="utf-8")
    case = adopt(load(PRESET), new)
    bare = case.model_copy(update={"price_books": {}})
    text = case_to_toml(bare) + '\n[price_books]\naws_later = "prices.toml"\n'
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    found = load(str(tmp_path / "case.toml"))
    assert run(found).value("cloud_aws", "present_value") == run(case).value("cloud_aws", "present_value")


def test_a_book_of_a_case_that_is_wrong_is_refused(new):
    document = adopt(load(PRESET), new).model_dump(mode="json")
    books = document["price_books"]
    for change, told in [
        ({"aws_later": "prices.toml"}, "price_books.aws_later"),
        ({"aws_later": {**books["aws_later"], "colour": 3}}, "colour"),
        (
            {"aws_later": {**books["aws_later"], "book": {**books["aws_later"]["book"], "id": "other"}}},
            "'other'",
        ),
    ]:
        with pytest.raises((Problems, UserError), match=told):
            run(parse_case({**document, "price_books": change}))


def test_the_commands_do_the_same(tmp_path, capsys, old):
    out, data = tmp_path / "book.toml", tmp_path / "answer.json"
    arguments = [
        "prices",
        "import",
        "aws",
        *AWS,
        "--base",
        "aws_seoul",
        "--out",
        str(out),
        "--json",
        str(data),
    ]
    assert main([*arguments, "--choose", "processor_price=m7i.large"]) == 0
    assert "m7i.large (SKU M7ILARGE): USD 0.2 per Hrs x 730 h / 2 vCPU" in capsys.readouterr().out
    document = json.loads(data.read_text(encoding="utf-8"))
    expected = imported("aws", chosen={"processor_price": "m7i.large"}).book
    assert to_toml(load_price_book(str(out))) == to_toml(expected)
    assert {each["key"] for each in document["taken"]} & {each["key"] for each in document["kept"]} == set()
    assert main(["prices", "diff", "aws_seoul", str(out), PRESET, "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)
    (totals,) = found["totals"]
    assert totals["change"]["present_value"] == pytest.approx(
        sum(each["present_value"] for each in totals["effects"].values())
        + totals["together"]["present_value"]
    )
    assert main(["prices", "diff", "aws_seoul", str(out), PRESET, "--language", "ko"]) == 0
    assert "현재가치" in capsys.readouterr().out
    case = tmp_path / "case.toml"
    assert main(["prices", "use", str(out), PRESET, "--save", str(case)]) == 0
    assert run(load(str(case))).value("cloud_aws", "present_value") == pytest.approx(
        totals["after"]["present_value"]
    )


@pytest.mark.parametrize(
    "arguments",
    [["--as-of", "yesterday"], ["--choose", "processor_price"], ["--out", "-", "--json", "-"]],
)
def test_arguments_that_mean_nothing_are_refused(arguments, tmp_path, capsys):
    out = ["--out", str(tmp_path / "book.toml")]
    assert main(["prices", "import", "aws", *AWS, "--base", "aws_seoul", *out, *arguments]) == 2
    assert arguments[0] in capsys.readouterr().err
