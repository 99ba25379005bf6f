"""The waits of a case as an answer: today, after each alternative, and the line that a target needs."""

import pytest
from small_cases import custom, of_lines

from tco.case import parse_case
from tco.changes import load
from tco.cli import main
from tco.errors import UserError
from tco.response import BY_STUDY, response
from tco.results import run

PRESET = "kr-general-500"


def waits(*changes):
    return response(run(load(PRESET, changes))).document()


def test_a_chatty_program_waits_for_distance_and_a_web_page_does_not():
    chatty = waits("round_trips_per_screen=1000", "distance=160", "equipment_delay=4.4")
    # 1,000 x (2 x 160 x 4.9 / 1000 + 4.4) ms
    screen = chatty["alternatives"]["cloud_ncp"]["screens"]["emr"]["screen_wait"]
    assert screen == pytest.approx(0.5 + 1000 * (1.568 + 4.4) / 1000)
    web = waits("round_trips_per_screen=20")["alternatives"]["cloud_ncp"]["screens"]["emr"]["screen_wait"]
    assert web == pytest.approx(0.5 + 20 * 1.988 / 1000)
    assert chatty["screen_wait_today"] == pytest.approx(0.8)


def test_a_distance_may_differ_by_alternative():
    found = waits("cloud_aws.distance=1200")["alternatives"]
    assert found["cloud_aws"]["fibre_round_trip"] == pytest.approx(2 * 1200 * 4.9 / 1000)
    assert found["cloud_ncp"]["fibre_round_trip"] == pytest.approx(0.588)
    assert found["cloud_aws"]["inputs"]["distance"] == 1200


def test_the_line_that_is_ordered_is_the_line_that_is_paid():
    plain, target = waits()["alternatives"], waits("line_follows_target=1")["alternatives"]
    assert target["cloud_ncp"]["line_speed_needed_most"] == pytest.approx(350 * 8 / (3 * 0.8))
    assert target["cloud_ncp"]["line_speed_ordered"] > plain["cloud_ncp"]["line_speed_ordered"] == 1000
    assert sum(target["cloud_ncp"]["private_lines"]) == pytest.approx(
        2 * sum(plain["cloud_ncp"]["private_lines"])
    )
    assert target["hybrid"] == plain["hybrid"] | {"inputs": target["hybrid"]["inputs"]}


def test_every_modality_and_workload_has_its_waits():
    result = run(load(PRESET))
    document = response(result).document("ko")
    for each in document["alternatives"].values():
        assert set(each["studies"]) == set(result.bound.pack.modalities)
        assert set(each["screens"]) == set(result.bound.case.workloads)
        assert all(set(waited) == set(BY_STUDY) for waited in each["studies"].values())


def test_every_figure_of_the_document_has_a_unit():
    document = waits()
    each = document["alternatives"]["cloud_ncp"]
    keys = {"screen_wait_today", "round_trip", "screen_wait", *BY_STUDY, *each, *each["inputs"]}
    keys -= {"title", "inputs", "screens", "studies", "archive_read_over_line", "beyond_target_on_its_line"}
    assert document["units"].keys() == keys
    assert document["units"]["study_wait"] == "s/study"
    assert document["units"]["line_speed_ordered"] == "Mbit/s"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_text_shows_waits_only_where_somebody_reads_from_afar(language, capsys):
    assert main(["response", PRESET, "--language", language]) == 0
    text = capsys.readouterr().out
    stays = "inside the hospital" if language == "en" else "원내에서 봅니다."
    assert text.count(stays) == 3
    archive = "comes over the line, and its wait" if language == "en" else "회선을 거치며"
    assert text.count(archive) == 1
    assert text.count("1.988 ms") == 2


def test_only_what_no_line_brings_within_the_target_is_said_to_miss_it():
    far = ("acknowledged_share=1", "cloud_ncp.distance=2000", "line_follows_target=1", "own_line_speed=10000")
    found = waits(*far)["alternatives"]
    assert found["cloud_ncp"]["beyond_target_on_its_line"] == ["ct", "mr"]  # 500 and 400 images x 21 ms
    assert found["cloud_aws"]["beyond_target_on_its_line"] == ["ct"]  # 500 x 1.988 ms and 3 s on the line
    assert found["hybrid"]["beyond_target_on_its_line"] == found["stay"]["beyond_target_on_its_line"] == []
    short = waits("own_line_speed=10000", "target_study_wait=1")["alternatives"]["cloud_ncp"]
    assert short["line_speed_needed_most"] > short["line_speed_ordered"]
    assert short["beyond_target_on_its_line"] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_target_that_the_house_itself_misses_is_said(language):
    lines = "\n".join(response(run(load(PRESET, ["line_follows_target=1"]))).lines(language))
    said = "Beyond the target of 3 s" if language == "en" else "목표 3초를 넘는 검사(초)"
    assert lines.count(said) == 2
    assert "CT 3.50" in lines


def test_a_case_without_a_hospital_is_refused():
    with pytest.raises(UserError, match="no hospital"):
        response(run(parse_case(of_lines(custom("line_x", 5.0)))))
