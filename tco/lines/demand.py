"""What each workload needs, wherever it runs. Imports the language only."""

from tco.language import Place, line, maximum, still_serving, total

WORKLOAD = {"place": Place.SHARED, "each": ("workload",)}
MODALITY = {"place": Place.SHARED, "each": ("modality",), "history": True}


@line("Demand index", "수요 지수", unit="1", **WORKLOAD)
def demand_index(demand_growth, growth_years):
    """Computing demand is today's in years 0 and 1 and then grows at one rate."""
    return (1 + demand_growth) ** growth_years


@line("Stored data index", "데이터 저장량 지수", unit="1", **WORKLOAD)
def stored_data_index(stored_data_growth, growth_years):
    """Databases and files are today's in years 0 and 1 and then grow at one rate."""
    return (1 + stored_data_growth) ** growth_years


@line("Virtual machines", "가상머신 수", unit="machine", **WORKLOAD)
def machines(machines_fixed, machines_per_bed, beds, demand_index):
    """A base that every hospital needs plus a part by beds; an inventory sets the base alone."""
    return (machines_fixed + machines_per_bed * beds) * demand_index


@line("Virtual processors", "가상 CPU", unit="vCPU", **WORKLOAD)
def processors(machines, processors_per_machine):
    """Processors follow the number of machines."""
    return machines * processors_per_machine


@line("Physical cores needed", "필요 물리 코어", unit="core", **WORKLOAD)
def cores(processors, processors_per_core):
    """How many virtual processors may share a core differs by workload; databases share little."""
    return processors / processors_per_core


@line("Memory", "메모리", unit="GB", **WORKLOAD)
def memory(machines, memory_per_machine):
    """Memory follows the number of machines and is not shared."""
    return machines * memory_per_machine


@line("Fast storage", "고속 스토리지", unit="TB", **WORKLOAD)
def fast_storage(fast_storage_fixed, fast_storage_per_bed, beds, stored_data_index):
    """Databases and working files on flash."""
    return (fast_storage_fixed + fast_storage_per_bed * beds) * stored_data_index


@line("Examination volume index", "검사량 지수", unit="1", place=Place.SHARED, history=True)
def examination_index(examination_growth, year):
    """Examinations grow every year, in the past as in the future; today's number is that of year 1."""
    return (1 + examination_growth) ** (year - 1)


@line("Examinations", "검사 건수", unit="study", **MODALITY)
def studies(studies_fixed, studies_per_bed, beds, study_share, examination_index):
    """What the hospital does drives its image archive; a known number sets the base alone."""
    return (studies_fixed + studies_per_bed * beds) * study_share * examination_index


@line("New images", "신규 영상", unit="TB", **MODALITY)
def new_images(studies, study_size, compression, megabytes_per_terabyte):
    """Images are kept compressed without loss; the ratio is that of stored to raw size."""
    return studies * study_size * compression / megabytes_per_terabyte


total(
    "new_images_total", "New images, all examinations", "신규 영상 합계", unit="TB", of=("new_images",),
    sentence="All modalities go to one archive.", place=Place.SHARED, history=True,
)  # fmt: skip


@line(
    "Year in which images may be deleted", "영상 보존 만료 연도", unit="1", place=Place.SHARED, history=True
)
def images_expire(year, image_retention):
    """Images are dropped when their retention period is over."""
    return year + image_retention


@line("Image archive", "영상 아카이브", unit="TB", place=Place.SHARED)
def image_archive(new_images_total, images_expire):
    """This year's images and those of earlier years still within the retention period."""
    return new_images_total + still_serving(new_images_total, images_expire)


@line("Archive storage", "아카이브 스토리지", unit="TB", **WORKLOAD)
def archive_storage(archive_fixed, stored_data_index, image_archive, image_share):
    """A workload's own archive plus its share of the image archive."""
    return archive_fixed * stored_data_index + image_archive * image_share


@line("Backup storage", "백업 스토리지", unit="TB", **WORKLOAD)
def backup_storage(fast_storage, archive_storage, archive_backup_share, backup_ratio):
    """Fast storage is backed up with its history; of the archive only the share that has no second copy."""
    return fast_storage * backup_ratio + archive_storage * archive_backup_share


@line("Outbound traffic", "외부 전송량", unit="GB/month", **WORKLOAD)
def outbound_traffic(outbound_fixed, outbound_per_bed, beds, demand_index):
    """Data that leaves the place where the workload runs: remote users, portals, exchange with others."""
    return (outbound_fixed + outbound_per_bed * beds) * demand_index


@line("Processors priced in the cloud", "클라우드 과금 CPU", unit="vCPU", each=("workload",))
def priced_processors(processors, memory, memory_per_priced_processor):
    """A cloud machine's price follows its processors or its memory, whichever binds."""
    return maximum(processors, memory / memory_per_priced_processor)
