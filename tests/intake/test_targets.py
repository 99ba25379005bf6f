"""Files of the user's are not written over, whichever command is asked to."""

import pytest

from tco.cli import main
from tco.errors import Problems
from tco.intake import check_targets


def test_what_is_read_is_not_written_over_and_all_targets_come_in_one_message(tmp_path):
    read, other = tmp_path / "register.xlsx", tmp_path / "ledger.csv"
    read.write_text("x")
    other.write_text("y")
    link = tmp_path / "link.toml"
    link.symlink_to(read)
    with pytest.raises(Problems) as caught:
        check_targets([str(read)], [str(link), str(other)], [str(read)])
    assert len(caught.value.problems) == 3
    assert "ledger.csv exists and is no TOML file" in str(caught.value)
    case = tmp_path / "case.toml"
    case.write_text("z")
    with pytest.raises(Problems, match="new: a case or price book is a TOML file"):
        check_targets([str(read)], [str(tmp_path / "new")])
    check_targets([str(read)], [str(case), None, "-", str(tmp_path / "new.toml")], [str(other), None, "-"])


FILE, CASE = "FILE", "CASE"
COMMANDS = {
    "register": ["register", FILE, "--case", CASE, "--write", FILE],
    "register json": ["register", FILE, "--case", CASE, "--json", FILE],
    "register case": ["register", FILE, "--case", CASE, "--json", CASE],
    "calibrate": ["calibrate", CASE, FILE, "--write", FILE],
    "bill": ["bill", CASE, "cloud_aws", FILE, "--json", FILE],
    "prices": ["prices", "import", "aws", FILE, "--base", "aws_seoul", "--out", FILE],
    "quotes": ["quotes", CASE, "--write", FILE],
    "size": ["size", CASE, "--write", FILE],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_writes_over_what_it_reads(name, tmp_path, capsys):
    given = {FILE: tmp_path / "drawer.csv", CASE: tmp_path / "case.toml"}
    for path in given.values():
        path.write_text("keep me")
    assert main([str(given.get(each, each)) for each in COMMANDS[name]]) == 2
    assert "files to write: 1 problem" in capsys.readouterr().err
    assert all(path.read_text() == "keep me" for path in given.values())


def test_a_template_that_may_be_filled_in_stays(tmp_path, capsys):
    form = tmp_path / "form.csv"
    assert main(["register", "--template", str(form)]) == 0
    assert "the form is written to" in capsys.readouterr().out
    before = form.read_bytes()
    assert main(["register", "--template", str(form), "--language", "ko"]) == 2
    assert "채워졌을 수 있습니다" in capsys.readouterr().err
    assert form.read_bytes() == before
