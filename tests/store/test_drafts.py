"""A draft comes back as it was saved; undo, redo, addresses of earlier states, and a second writer."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from tco.errors import UserError
from tco.store import Conflict, Draft, NotStored, StoreUnavailable
from tco.store import log as revision_log

VIEW = {"language": "ko", "alternative": "cloud_ncp"}
NONSENSE = ["", " ", "x", "A" * 22, "A" * 21 + "\n", "../../etc/passwd", "' OR 1=1 --", "\x00" * 22,
            "\ud800" * 22, "가" * 22, "A" * 10**6]  # fmt: skip


def of(number):
    return json.dumps(
        {"title": {"ko": "서울 병원 — 내용연수 5년"}, "hospital": {"beds": number}}, ensure_ascii=False
    )


def edited(store, *numbers):
    """A draft of case 0 with these edits."""
    draft = store.create("kr-general-500", of(0), of(numbers[0]), VIEW)
    for number in numbers[1:]:
        draft = store.edit(draft.id, draft.version, of(number), VIEW)
    return draft


def test_a_draft_comes_back_as_it_was_saved(address, opened):
    before = datetime.now(UTC)
    saved = opened(address).create("kr-general-500", of(0), of(1), VIEW)
    assert saved == Draft(
        id=saved.id, origin="kr-general-500", original=of(0), document=of(1), view=VIEW, number=1, version=1,
        undo=0, redo=None, saved_at=saved.saved_at,
    )  # fmt: skip
    assert before <= saved.saved_at <= datetime.now(UTC)
    assert saved.saved_at.utcoffset() == timedelta(0)
    assert opened(address).load(saved.id) == saved


def test_a_case_that_was_only_opened_has_one_revision(store):
    reordered = json.dumps(dict(reversed(json.loads(of(0)).items())), indent=1)
    draft = store.create("file", of(0), reordered, VIEW)
    assert (draft.number, draft.undo, draft.redo, draft.document) == (0, None, None, of(0))


def test_what_an_edit_gives_back_is_what_is_stored(store):
    other = {"language": "en", "alternative": "hybrid"}
    draft = edited(store, 1, 2)
    assert draft == store.load(draft.id)
    undone = store.undo(draft.id, draft.version)
    branch = store.edit(undone.id, undone.version, of(3), other)
    assert branch == store.load(draft.id)
    assert (branch.number, branch.undo, branch.redo) == (3, 1, None)
    same = store.edit(branch.id, branch.version, of(3), VIEW)
    assert same == store.load(draft.id) == replace(branch, view=VIEW)


def test_identifiers_are_long_and_never_the_same(store):
    found = {store.create("file", "{}", "{}", {}).id for _ in range(50)}
    assert len(found) == 50
    assert {len(each) for each in found} == {22}


def test_undo_and_redo_walk_and_stay_at_the_ends(store):
    draft = edited(store, 1, 2)
    seen = []
    for step in (store.undo, store.undo, store.undo, store.redo, store.redo, store.redo):
        draft = step(draft.id, draft.version)
        seen.append((draft.number, draft.document, draft.undo, draft.redo, draft.version))
    assert seen == [
        (1, of(1), 0, 2, 3), (0, of(0), None, 1, 4), (0, of(0), None, 1, 4),
        (1, of(1), 0, 2, 5), (2, of(2), 1, None, 6), (2, of(2), 1, None, 6),
    ]  # fmt: skip


def test_an_edit_after_an_undo_begins_a_branch_and_the_old_one_can_be_shown(store):
    draft = edited(store, 1, 2)
    draft = store.undo(draft.id, draft.version)
    draft = store.edit(draft.id, draft.version, of(3), VIEW)
    assert (draft.number, draft.undo, draft.redo) == (3, 1, None)
    assert store.undo(draft.id, draft.version).redo == 3
    old = store.show(draft.id, draft.version + 1, store.number_of(draft.id, of(2)))
    assert (old.number, old.document, old.undo) == (2, of(2), 1)


def test_an_edit_of_equal_content_adds_no_revision_but_keeps_the_view(store):
    draft = edited(store, 1)
    same = store.edit(draft.id, draft.version, json.dumps(json.loads(of(1)), indent=2), {"language": "en"})
    assert same == replace(draft, view={"language": "en"})


def test_the_number_of_a_content_is_the_newest(store):
    draft = edited(store, 1, 2, 1)
    assert store.number_of(draft.id, json.dumps(json.loads(of(1)), sort_keys=True)) == 3
    assert store.number_of(draft.id, of(0)) == 0
    assert store.number_of(draft.id, of(9)) is None
    assert store.number_of(draft.id, "no JSON") is None


@pytest.mark.parametrize("number", [-1, 2, 2**31, 10**30])
def test_a_revision_that_is_not_there_is_not_shown(store, number):
    draft = edited(store, 1)
    with pytest.raises(NotStored, match=f"revision {number} of this draft is no longer stored"):
        store.show(draft.id, draft.version, number)
    assert store.load(draft.id) == draft


def test_the_second_writer_is_told_and_sees_what_the_first_saved(address, opened):
    first, second = opened(address), opened(address)
    draft = edited(first, 1)
    theirs = first.edit(draft.id, draft.version, of(2), VIEW)
    late = draft.id, draft.version
    for write in (
        lambda: second.edit(*late, of(3), VIEW),
        lambda: second.edit(*late, of(2), VIEW),
        lambda: second.undo(*late),
        lambda: second.redo(*late),
        lambda: second.show(*late, 0),
    ):
        with pytest.raises(Conflict, match="not saved: another window changed this draft") as error:
            write()
        assert error.value.theirs == theirs
        assert isinstance(error.value, UserError)
    assert first.load(draft.id) == theirs
    mine = second.edit(draft.id, theirs.version, of(3), VIEW)
    assert (mine.document, mine.undo) == (of(3), theirs.number)


def test_a_view_is_kept_without_a_conflict_and_without_a_new_version(store):
    draft = edited(store, 1)
    store.keep_view(draft.id, {"language": "en"})
    assert store.load(draft.id) == replace(draft, view={"language": "en"})
    assert store.edit(draft.id, draft.version, of(2), VIEW).view == VIEW


def test_the_recent_drafts_are_the_last_saved_first(store):
    made = [edited(store, number) for number in range(1, 5)]
    again = store.edit(made[1].id, made[1].version, of(9), VIEW)
    assert store.recent() == [again, made[3], made[2], made[0]]
    assert store.recent(limit=2) == [again, made[3]]


def test_what_is_forgotten_leaves_nothing(store, address):
    draft, other = edited(store, 1, 2), edited(store, 1)
    store.forget(draft.id)
    store.forget(draft.id)
    assert store.load(draft.id) is None
    assert store.load(other.id) == other
    with pytest.raises(NotStored, match="no longer stored. Save it as a new draft"):
        store.edit(draft.id, draft.version, of(3), VIEW)
    assert counted(address, "revisions") == 2


def counted(address, table):
    engine = create_engine(address)
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    engine.dispose()
    return found


@pytest.mark.parametrize("draft_id", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_from_an_address_is_no_draft(file_store, draft_id):
    assert file_store.load(draft_id) is None
    assert file_store.number_of(draft_id, of(0)) is None
    file_store.keep_view(draft_id, VIEW)
    file_store.forget(draft_id)
    with pytest.raises(NotStored):
        file_store.undo(draft_id, 1)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (json.dumps("x" * 1_000_000), "the case has 1,000,002 bytes, more than the 1,000,000 of a draft"),
        (json.dumps("가" * 400_000, ensure_ascii=False), "the case has 1,200,002 bytes"),
        ('{"beds": ', "the case is no JSON text"),
        ('"a\x00b"', "the case is no JSON text"),
        ("[" * 100_000, "the case is no JSON text"),
        ("9" * 5000, "the case is no JSON text"),
        ('{"title": "\ud800"}', "character 12 of the case is half of a character"),
    ],
    ids=["large", "large in Korean", "cut off", "zero character", "deep", "long number", "half a character"],
)
def test_a_document_that_cannot_be_stored_is_refused_and_changes_nothing(store, document, message):
    draft = edited(store, 1)
    for write in (
        lambda: store.edit(draft.id, draft.version, document, VIEW),
        lambda: store.create("file", of(0), document, VIEW),
        lambda: store.create("file", document, of(0), VIEW),
    ):
        with pytest.raises(StoreUnavailable, match="Your last change is not saved") as error:
            write()
        assert message in str(error.value)
    assert store.recent() == [draft]


def test_the_largest_document_comes_back(store):
    largest = json.dumps("x" * 999_998)
    assert store.load(edited(store, 1).id)
    draft = store.create("file", of(0), largest, VIEW)
    assert store.load(draft.id).document == largest


def test_what_was_untouched_for_400_days_is_removed_at_opening(address, opened):
    store = opened(address)
    old, seen, new = edited(store, 1), edited(store, 2), edited(store, 3)
    engine = create_engine(address)
    for draft, days in ((old, 401), (seen, 401), (new, 399)):
        with engine.begin() as connection:
            moment = datetime.now(UTC) - timedelta(days=days)
            moment = moment.replace(tzinfo=None) if engine.dialect.name == "sqlite" else moment
            connection.execute(
                text("UPDATE drafts SET touched_at = :moment WHERE id = :id"),
                {"moment": str(moment), "id": draft.id},
            )
    engine.dispose()
    store.keep_view(seen.id, VIEW)  # looking at a draft touches it, even with an equal view
    reopened = opened(address)
    assert reopened.load(old.id) is None
    assert (reopened.load(seen.id), reopened.load(new.id)) == (seen, new)
    assert counted(address, "revisions") == 4


def test_a_long_draft_keeps_its_origin_and_the_way_back(store):
    draft = store.create("file", "0", "1", {})
    for number in range(2, 503):
        draft = store.edit(draft.id, draft.version, str(number), {})
        if number == 450:
            draft = store.show(draft.id, draft.version, 5)
    way = [draft.number]
    while draft.undo is not None:
        draft = store.undo(draft.id, draft.version)
        way.append(draft.number)
    assert way == [*range(502, 450, -1), 5, 4, 3, 2, 1, 0]
    assert [store.number_of(draft.id, str(number)) for number in (6, 7, 8, 9, 450)] == [
        None,
        None,
        None,
        9,
        450,
    ]


def test_the_limits_of_the_log():
    assert (revision_log.MOST_REVISIONS, revision_log.UNDO_KEPT) == (500, 100)
