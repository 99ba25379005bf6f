"""The command line as one meets it who does not know it: misspelt, misplaced, with files of other kinds."""

import io
import json
import re
import subprocess
import sys

import pytest

from tco.cli import commands, main
from tco.cli.plain import NAME

CASE = "kr-general-500"


def refused(capsys, *arguments):
    """What is said of a question that cannot be understood."""
    assert main(list(arguments)) == 2
    return capsys.readouterr().err.removeprefix("tco: ").rstrip()


# --- Options in the wrong place, and options that all have --------------------------------------------------


@pytest.mark.parametrize("asked", [["--langage", "ko"], ["--langage=ko"]])
@pytest.mark.parametrize("command", [["evaluate", CASE], ["prices", "diff", "a", "b", CASE]])
def test_a_misspelt_option_before_the_command_is_named(asked, command, capsys):
    said = refused(capsys, *asked, *command)
    assert said == "'--langage' is unknown to `tco`; did you mean '--language'? (see `tco --help`)"
    first, *rest = command
    if first == "prices":
        assert "'--langage' is unknown to `tco prices`" in refused(capsys, first, *asked, *rest)


def test_an_option_of_a_command_is_sent_behind_it(capsys):
    said = refused(capsys, "--set", "beds=600", "evaluate", CASE)
    assert said == "--set stands behind the command, as in `tco COMMAND --set`"
    assert "tco COMMAND --set" in refused(capsys, "--language", "ko", "--set", "beds=600", "evaluate", CASE)


def test_no_nearest_option_is_made_up_for_a_letter(capsys):
    assert "did you mean" not in refused(capsys, "-x")
    assert "did you mean" not in refused(capsys, "evaluate", CASE, "-x")


@pytest.mark.parametrize("asked", [["--lang", "ko"], ["--lan=ko"]])
def test_a_language_that_is_cut_short_is_one_everywhere(asked, capsys):
    for line in ([*asked, "evaluate", "nope"], ["evaluate", "nope", *asked]):
        assert "예시 사례도 파일도 아닙니다" in refused(capsys, *line)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_language_may_stand_before_an_action(place, capsys):
    line = ["prices", "diff", "a", "b", CASE]
    assert "가격표도 파일도 아닙니다" in refused(capsys, *line[:place], "--language", "ko", *line[place:])


def options_of(command, capsys):
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return set(re.findall(r"--[a-z-]+", capsys.readouterr().out))


def test_every_command_answers_in_a_language_and_as_data(capsys):
    asked = [[each] for each in commands() if each != "prices"]
    asked += [["prices", each] for each in ("import", "diff", "use")]
    found = {" ".join(each): options_of(each, capsys) for each in asked}
    assert [name for name, options in found.items() if "--language" not in options] == []
    writing = {name for name, options in found.items() if "--json" not in options}
    assert writing == {"serve", "prices use"}  # which answer nothing
    assert {"--write", "--save"} <= found["prices use"]
    reading = {"register", "calibrate", "bill"}
    assert {name for name, options in found.items() if "--sheet" in options} == reading


def test_the_presets_are_listed_in_a_language(capsys):
    assert main(["presets", "--language", "ko"]) == 0
    assert f"{CASE}, 500병상 종합병원(한국)" in capsys.readouterr().out


def test_nothing_at_all_is_told_what_is_missing(capsys):
    assert refused(capsys) == "the following arguments are required: COMMAND (see `tco --help`)"


# --- Suggestions that lead on -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["evaluate", CASE.upper()], f"did you mean '{CASE}'?"),
        (["evaluate", CASE, "--language", "KO"], "did you mean 'ko'?"),
        (["evaluate", CASE, "--set", "discount_rate=5%"], "0.05 for 5 %"),
        (["evaluate", CASE, "--xlsx", "out.pdf"], "--xlsx out.pdf: must end in .xlsx"),
        (["simulate", CASE, "--xlsx", "out"], "--xlsx out: must end in .xlsx"),
        (["explain", CASE, "beds", "0"], "'beds' is an input, not a line; change it with --set beds=VALUE"),
        (["explain", CASE, "총비용", "0"], "did you mean 'total_cost'?"),
        (["explain", CASE, "Total cost", "0"], "did you mean 'total_cost'?"),
        (["size", CASE, "--write", CASE], "choose a name that ends in .toml"),
        (["prices", "use", "aws_seoul", CASE, "--write", "x.csv"], "choose a name that ends in .toml"),
        (["quotes", CASE, "--add", "price_per_bed=90000"], "must read ID='price_per_bed=90000"),
        (["drivers", CASE, "--heat", "beds"], "a map has two inputs, not 1"),
        (["require", CASE, "saving_pv_pct>=0.4", "--vary", "horizon"], "in the case file, under [overrides]"),
    ],
)
def test_what_is_said_leads_on(line, says, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert says in refused(capsys, *line)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["claims", "drivers", "simulate"])
def test_another_alternative_is_not_suggested_for_the_baseline(command, capsys):
    said = refused(capsys, command, CASE, "--alternative", "stay")
    assert "is not an alternative to the baseline; there are: " in said


# --- Files of other kinds, and output that cannot hold every sign -------------------------------------------


def test_a_case_file_with_a_mark_of_its_encoding_is_read(capsys, tmp_path):
    assert main(["size", CASE, "--write", str(tmp_path / "own.toml")]) == 0
    marked = tmp_path / "marked.toml"
    marked.write_bytes(b"\xef\xbb\xbf" + (tmp_path / "own.toml").read_bytes())
    assert main(["evaluate", str(marked)]) == 0


@pytest.mark.parametrize("content", ["제목".encode("cp949"), "x".encode("utf-16"), b"\x89PNG"])
@pytest.mark.parametrize(
    ("language", "says"), [("en", "save it in an editor as UTF-8"), ("ko", "UTF-8로 저장")]
)
def test_a_case_file_in_another_encoding_is_told_what_to_do(content, language, says, capsys, tmp_path):
    (tmp_path / "case.toml").write_bytes(content)
    said = refused(capsys, "evaluate", str(tmp_path / "case.toml"), "--language", language)
    assert says in said
    assert "codec" not in said


def test_a_sheet_of_a_text_file_is_refused(capsys, tmp_path):
    (tmp_path / "bill.csv").write_text("month,service,amount\n2027-01,EC2,1000\n", encoding="utf-8")
    said = refused(capsys, "bill", CASE, "cloud_aws", str(tmp_path / "bill.csv"), "--sheet", "A")
    assert "has no sheets; leave out --sheet A" in said


@pytest.mark.parametrize("encoding", ["cp949", "ascii"])
def test_an_answer_arrives_whole_in_an_encoding_without_its_signs(encoding):
    program = [sys.executable, "-m", "tco.cli", "evaluate", CASE, "--language", "ko"]
    told = subprocess.run(program, capture_output=True, env=environment(encoding), check=True)
    assert told.stderr == b""
    assert " -3,046,796,639 " in told.stdout.decode(encoding)
    data = subprocess.run(
        [*program, "--json", "-"], capture_output=True, env=environment(encoding), check=True
    )
    assert json.loads(data.stdout.decode(encoding))["alternatives"]["stay"]["title"].startswith("자체")


def environment(encoding):
    return {"PYTHONIOENCODING": encoding, "PATH": "/usr/bin", "PYTHONPATH": ":".join(filter(None, sys.path))}


def test_a_minus_stays_a_minus():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp949", errors=NAME)
    stream.write("−6.3\u00a0% ₩5 3–5 가\U0001f600")
    stream.seek(0)
    assert stream.buffer.getvalue().decode("cp949") == "-6.3 % KRW 5 3-5 가\\U0001f600"
