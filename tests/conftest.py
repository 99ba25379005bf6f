"""Its presence puts this folder on the path, so that every test can import `small_cases`."""

import pytest

#: Where the longest files are; what is begun last should be short, so that no worker waits for another.
LONGEST_FIRST = ("exports", "browser", "ui", "uncertainty", "store")


@pytest.fixture(scope="session", autouse=True)
def own_drafts(tmp_path_factory):
    """No test reads or writes the drafts of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        file = tmp_path_factory.mktemp("drafts") / "drafts.sqlite"
        patch.setenv("TCO_DATABASE", f"sqlite:///{file}")
        yield


def pytest_collection_modifyitems(config, items):
    """Workers take whole files in this order; one alone keeps the usual one, where the quick come early."""
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


def _turn(item):
    folder = item.path.parent.name
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)
