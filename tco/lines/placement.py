"""Where each workload runs, month by month: the move, and own equipment kept after it. Language only."""

from tco.language import ONCE, Place, line, maximum, minimum, previous, total

WORKLOAD = {"each": ("workload",)}
MOMENT = {"each": ("workload", "moment")}


@line("Duration of the move", "이전 소요 기간", unit="month", axis=ONCE, **WORKLOAD)
def duration_of_move(move_duration, apply_optimism_bias, optimism_bias_duration):
    """As planned, or longer by the uplift that comparable projects needed, where a case applies it."""
    return move_duration * (1 + apply_optimism_bias * optimism_bias_duration)


@line("Months of moving so far", "이전 진행 개월", unit="month", **WORKLOAD)
def moving_months(months_elapsed, move_start, duration_of_move):
    """Counted to the exact month, at most the duration of the move."""
    return minimum(maximum(months_elapsed - move_start, 0), duration_of_move)


@line("Months in the cloud so far", "누적 클라우드 개월", unit="month", **WORKLOAD)
def moved_months(moving_months, months_elapsed, move_start, duration_of_move):
    """A move proceeds evenly over its duration; afterwards every month counts in full."""
    moving = moving_months * moving_months / (duration_of_move + duration_of_move)
    return moving + maximum(0, months_elapsed - move_start - duration_of_move)


@line("Moved, average of the year", "이전 비율(연평균)", unit="1", **WORKLOAD)
def moved_average(moved_months, months_per_year):
    """What is billed in a year follows the average share moved in that year."""
    return (moved_months - previous(moved_months)) / months_per_year


@line("Moved by the year's end", "이전 비율(연말)", unit="1", **WORKLOAD)
def moved_year_end(moving_months, duration_of_move):
    """One-off work is done when its share is moved."""
    return moving_months / duration_of_move


@line("Months of leaving own equipment so far", "자체장비 이탈 진행 개월", unit="month", **WORKLOAD)
def leaving_months(months_elapsed, move_start, overlap, duration_of_move):
    """Own equipment is kept for the overlap after a share has moved: dual running."""
    return minimum(maximum(months_elapsed - move_start - overlap, 0), duration_of_move)


@line("Months since own equipment was left", "자체장비 이탈 누적 개월", unit="month", **WORKLOAD)
def left_months(leaving_months, months_elapsed, move_start, overlap, duration_of_move):
    """Own equipment is left as evenly as the move proceeds, the overlap later."""
    leaving = leaving_months * leaving_months / (duration_of_move + duration_of_move)
    return leaving + maximum(0, months_elapsed - move_start - overlap - duration_of_move)


@line("Own equipment left by the year's end", "자체장비 이탈 비율(연말)", unit="1", **WORKLOAD)
def left_year_end(leaving_months, duration_of_move):
    """Own equipment follows the move after the overlap."""
    return leaving_months / duration_of_move


@line(
    "Own equipment left",
    "자체장비 이탈 비율",
    unit="1",
    name="left_share",
    only={"moment": "year_end"},
    **MOMENT,
)
def left_share_at_year_end(left_year_end):
    """What is still needed at the year's end decides what is bought."""
    return left_year_end


@line(
    "Own equipment left", "자체장비 이탈 비율", unit="1", name="left_share", only={"moment": "peak"}, **MOMENT
)
def left_share_at_peak(left_year_end):
    """Need is highest at the start of the year."""
    return previous(left_year_end)


@line(
    "Own equipment left",
    "자체장비 이탈 비율",
    unit="1",
    name="left_share",
    only={"moment": "average"},
    **MOMENT,
)
def left_share_on_average(left_months, months_per_year):
    """Power and licences follow the average of the year."""
    return (left_months - previous(left_months)) / months_per_year


@line("Months of releasing staff so far", "인력 전환 진행 개월", unit="month", **WORKLOAD)
def releasing_months(months_elapsed, move_start, overlap, staff_release_lag, duration_of_move):
    """Staff can be released some months after own equipment is left."""
    return minimum(maximum(months_elapsed - move_start - overlap - staff_release_lag, 0), duration_of_move)


@line("Months since staff could be released", "인력 전환 가능 누적 개월", unit="month", **WORKLOAD)
def released_months(
    releasing_months, months_elapsed, move_start, overlap, staff_release_lag, duration_of_move
):
    """As evenly as the move proceeds, that much later."""
    releasing = releasing_months * releasing_months / (duration_of_move + duration_of_move)
    since = months_elapsed - move_start - overlap - staff_release_lag - duration_of_move
    return releasing + maximum(0, since)


@line("Staff releasable, average of the year", "인력 전환 가능 비율(연평균)", unit="1", **WORKLOAD)
def released_average(released_months, months_per_year):
    """Pay follows the average of the year."""
    return (released_months - previous(released_months)) / months_per_year


@line("Cores on own servers", "자체 서버 코어", unit="core", **MOMENT)
def own_cores(cores, compute_moves, left_share):
    """Computing that has not left."""
    return cores * (1 - compute_moves * left_share)


@line("Memory on own servers", "자체 서버 메모리", unit="GB", **MOMENT)
def own_memory(memory, compute_moves, left_share):
    """Memory goes with computing."""
    return memory * (1 - compute_moves * left_share)


@line("Virtual machines on own servers", "자체 서버 가상머신", unit="machine", **MOMENT)
def own_machines(machines, compute_moves, left_share):
    """Machines go with computing."""
    return machines * (1 - compute_moves * left_share)


@line("Local image cache", "로컬 영상 캐시", unit="TB", **WORKLOAD)
def image_cache(
    new_images_total, image_share, image_cache_months, compute_moves, left_year_end, months_per_year
):
    """As own flash is left, recent images are kept on it so that nobody waits."""
    return (
        new_images_total * image_share * image_cache_months / months_per_year * compute_moves * left_year_end
    )


@line("Fast storage on own equipment", "자체 고속 스토리지", unit="TB", **MOMENT)
def own_fast_storage(fast_storage, compute_moves, left_share, image_cache):
    """Fast storage goes with computing; a local image cache stays."""
    return fast_storage * (1 - compute_moves * left_share) + image_cache


@line("Archive on own equipment", "자체 아카이브", unit="TB", **MOMENT)
def own_archive_storage(archive_storage, archive_moves, left_share):
    """The archive may live elsewhere than computing."""
    return archive_storage * (1 - archive_moves * left_share)


@line("Backup on own equipment", "자체 백업", unit="TB", **MOMENT)
def own_backup_storage(backup_storage, backup_moves, left_share):
    """The backup may live elsewhere than what it protects."""
    return backup_storage * (1 - backup_moves * left_share)


@line("Cores with own standby", "자체 대기 코어", unit="core", **MOMENT)
def own_standby_cores(cores, standby_moves, left_share):
    """Standby may move without the workload, or with it."""
    return cores * (1 - standby_moves * left_share)


@line("Fast storage with own standby", "자체 대기 고속 스토리지", unit="TB", **MOMENT)
def own_standby_fast_storage(fast_storage, standby_moves, left_share):
    """The standby copy of fast storage goes with standby."""
    return fast_storage * (1 - standby_moves * left_share)


@line("Archive with own second copy", "자체 2차 아카이브", unit="TB", **MOMENT)
def own_standby_archive(archive_storage, standby_moves, left_share):
    """The archive's second copy goes with standby."""
    return archive_storage * (1 - standby_moves * left_share)


SHARING = "The workloads share the hospital's equipment."
OWN_TOTALS = (
    ("own_cores_total", "Cores on own servers, all", "자체 서버 코어 합계", "core", "own_cores"),
    ("own_memory_total", "Memory on own servers, all", "자체 서버 메모리 합계", "GB", "own_memory"),
    ("own_machines_total", "Machines on own servers, all", "자체 가상머신 합계", "machine", "own_machines"),
    ("own_fast_total", "Own fast storage, all", "자체 고속 스토리지 합계", "TB", "own_fast_storage"),
    ("own_archive_total", "Own archive, all", "자체 아카이브 합계", "TB", "own_archive_storage"),
    ("own_backup_total", "Own backup, all", "자체 백업 합계", "TB", "own_backup_storage"),
    ("own_standby_cores_total", "Cores with own standby, all", "자체 대기 코어 합계", "core",
     "own_standby_cores"),
    ("own_standby_fast_total", "Fast storage with own standby, all", "자체 대기 고속 합계", "TB",
     "own_standby_fast_storage"),
    ("own_standby_archive_total", "Archive with own second copy, all", "자체 2차 아카이브 합계", "TB",
     "own_standby_archive"),
)  # fmt: skip
WHOLE_TOTALS = (
    ("cores_total", "Cores needed, all workloads", "필요 코어 합계", "core", "cores"),
    ("memory_total", "Memory, all workloads", "메모리 합계", "GB", "memory"),
    ("machines_total", "Machines, all workloads", "가상머신 합계", "machine", "machines"),
    ("fast_storage_total", "Fast storage, all workloads", "고속 스토리지 합계", "TB", "fast_storage"),
    ("archive_storage_total", "Archive, all workloads", "아카이브 합계", "TB", "archive_storage"),
    ("backup_storage_total", "Backup, all workloads", "백업 합계", "TB", "backup_storage"),
)

for _id, _label, _label_ko, _unit, _part in OWN_TOTALS:
    total(_id, _label, _label_ko, unit=_unit, of=(_part,), sentence=SHARING, each=("moment",))
for _id, _label, _label_ko, _unit, _part in WHOLE_TOTALS:
    total(_id, _label, _label_ko, unit=_unit, of=(_part,), sentence=SHARING, place=Place.SHARED)
