"""How long users wait for a screen and for a study, today and after a move. Imports the language only.

Distance adds round trips, which no bandwidth shortens; studies need bandwidth, which a line must bring.
Figures are for the time after the move.
"""

from tco.language import ONCE, Place, at_least, line, maximum, total

TODAY = {"place": Place.SHARED, "axis": ONCE}
AFTER = {"axis": ONCE}
STUDY = {"each": ("modality",)}


@line("Light in fibre, there and back", "광섬유 왕복 지연", unit="ms", **AFTER)
def fibre_round_trip(distance, fibre_delay, microseconds_per_millisecond):
    """No network is faster."""
    return (distance + distance) * fibre_delay / microseconds_per_millisecond


@line("Round trip to the cloud", "클라우드 왕복 지연", unit="ms", **AFTER)
def cloud_round_trip(fibre_round_trip, equipment_delay):
    """Light and equipment on the way."""
    return fibre_round_trip + equipment_delay


@line("Round trip", "왕복 지연", unit="ms", each=("workload",), **AFTER)
def round_trip(own_round_trip, cloud_round_trip, compute_moves):
    """To where the workload runs."""
    return own_round_trip * (1 - compute_moves) + cloud_round_trip * compute_moves


@line("Wait for a screen today", "현재 화면 대기시간", unit="s", **TODAY)
def screen_wait_today(screen_processing, round_trips_per_screen, own_round_trip, milliseconds_per_second):
    """Processing and the round trips that follow one another."""
    return screen_processing + round_trips_per_screen * own_round_trip / milliseconds_per_second


@line("Wait for a screen", "화면 대기시간", unit="s", each=("workload",), **AFTER)
def screen_wait(screen_processing, round_trips_per_screen, round_trip, milliseconds_per_second):
    """The same processing, with the round trips to where the workload runs."""
    return screen_processing + round_trips_per_screen * round_trip / milliseconds_per_second


@line("Study on the line", "검사당 전송량", unit="Mbit/study", **STUDY, **TODAY)
def study_on_line(study_size, compression, transfer_compression, bits_per_byte):
    """As stored, or compressed further for the way."""
    return study_size * compression * transfer_compression * bits_per_byte


@line("Images waited for one by one", "개별 응답 대기 영상", unit="1/study", **STUDY, **TODAY)
def acknowledged_images(images_per_study, acknowledged_share):
    """Each costs a round trip."""
    return images_per_study * acknowledged_share


@line("Wait for a study today", "현재 검사 대기시간", unit="s/study", **STUDY, **TODAY)
def study_wait_today(
    study_on_line, own_line_speed, line_efficiency, acknowledged_images, own_round_trip,
    milliseconds_per_second,
):  # fmt: skip
    """Over the local network to one workstation."""
    acknowledged = acknowledged_images * own_round_trip / milliseconds_per_second
    return study_on_line / (own_line_speed * line_efficiency) + acknowledged


@line("Studies opened at the same time", "동시 판독 건수", unit="1", **TODAY)
def concurrent_readers(concurrent_readers_fixed, concurrent_readers_per_bed, beds):
    """A base plus a part by beds."""
    return concurrent_readers_fixed + concurrent_readers_per_bed * beds


@line("Share found in the local cache", "로컬 캐시 적중률", unit="1", **AFTER)
def cache_hits(cache_hit_share, image_cache_months):
    """Only while a cache is kept."""
    return cache_hit_share * (1 - at_least(0, image_cache_months))


@line("Studies on the line at the same time", "회선 동시 전송 건수", unit="1", **AFTER)
def line_readers(concurrent_readers, cache_hits):
    """Those not found in the cache, at least one."""
    return maximum(1, concurrent_readers * (1 - cache_hits))


@line("Images read from the cloud", "클라우드 판독 비율", unit="1", each=("workload",), **AFTER)
def images_from_cloud(image_share, compute_moves):
    """Recent images stand where the workload that keeps them runs."""
    return image_share * compute_moves


total("images_from_cloud_total", "Images read from the cloud, all", "클라우드 판독 비율 합계", unit="1",
      of=("images_from_cloud",), sentence="The shares of the workloads add up to one.",
      **AFTER)  # fmt: skip


@line("Line speed needed for the target", "목표에 필요한 회선속도", unit="Mbit/s", **STUDY, **AFTER)
def line_speed_needed(study_on_line, line_readers, target_study_wait, line_efficiency):
    """So that each study on the line arrives within the target; acknowledgements take no bandwidth."""
    return study_on_line * line_readers / (target_study_wait * line_efficiency)


@line("Line speed needed for the largest study", "최대 검사 기준 필요 회선속도", unit="Mbit/s", **AFTER)
def line_speed_needed_most(
    line_speed_needed__xray, line_speed_needed__ct, line_speed_needed__mr, line_speed_needed__ultrasound,
    line_speed_needed__mammography, images_from_cloud_total,
):  # fmt: skip
    """Nothing where no image is read from the cloud."""
    large = maximum(line_speed_needed__ct, line_speed_needed__mr)
    small = maximum(line_speed_needed__xray, line_speed_needed__ultrasound)
    most = maximum(maximum(large, small), line_speed_needed__mammography)
    return most * (1 - at_least(0, images_from_cloud_total))


@line("Line speed ordered", "계약 회선속도", unit="Mbit/s", **AFTER)
def line_speed_ordered(line_speed, line_follows_target, line_speed_needed_most):
    """As entered, or at least what the target needs where a case says so."""
    return maximum(line_speed, line_follows_target * line_speed_needed_most)


@line("Wait for the distance", "거리로 인한 검사 대기시간", unit="s/study", **STUDY, **AFTER)
def study_wait_of_distance(acknowledged_images, cloud_round_trip, milliseconds_per_second):
    """A round trip for each image waited for one by one, which no bandwidth shortens."""
    return acknowledged_images * cloud_round_trip / milliseconds_per_second


@line("Wait for a study over the line", "회선 경유 검사 대기시간", unit="s/study", **STUDY, **AFTER)
def study_wait_on_line(
    study_on_line, line_readers, line_speed_ordered, line_efficiency, study_wait_of_distance
):
    """Readers share the line; one path must carry them all, since the other may be down."""
    return study_on_line * line_readers / (line_speed_ordered * line_efficiency) + study_wait_of_distance


@line("Wait for a study not in the cache", "캐시 미적중 검사 대기시간", unit="s/study", **STUDY, **AFTER)
def study_wait(study_wait_today, study_wait_on_line, images_from_cloud_total):
    """The slower of the line and the way to the workstation."""
    return study_wait_today + images_from_cloud_total * maximum(0, study_wait_on_line - study_wait_today)


@line("Wait for a study, average", "평균 검사 대기시간", unit="s/study", **STUDY, **AFTER)
def study_wait_average(study_wait_today, study_wait, cache_hits):
    """A study in the cache opens as today."""
    return study_wait_today * cache_hits + study_wait * (1 - cache_hits)
