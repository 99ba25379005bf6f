"""What importing and evaluating loads, and what it must not."""

import subprocess
import sys

import pytest

HEAVY = ("streamlit", "plotly", "pandas", "openpyxl", "xlsxwriter")
PROGRAM = """
import sys
{work}
print(*(name for name in {names!r} if name in sys.modules))
"""


@pytest.mark.parametrize(
    "work",
    [
        "import tco",
        "import tco.cli, tco.results, tco.explain, tco.units, tco.switching",
        "import tco; tco.evaluate('kr-general-500').document()",
    ],
    ids=["import tco", "import everything without a page", "evaluate"],
)
def test_no_page_table_or_workbook_library_is_loaded(work):
    program = PROGRAM.format(work=work, names=HEAVY)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
