"""Its presence puts this folder on the path, so that every test can import `small_cases`."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_drafts(tmp_path_factory):
    """No test reads or writes the drafts of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        file = tmp_path_factory.mktemp("drafts") / "drafts.sqlite"
        patch.setenv("TCO_DATABASE", f"sqlite:///{file}")
        yield
