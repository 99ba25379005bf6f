"""Licences that follow the machines, on either side. Imports the language only."""

from tco.language import ONCE, Category, Place, Treatment, line

SOFTWARE = {"category": Category.SOFTWARE, "treatment": Treatment.RUNNING, "vat": True}


@line("Virtualisation licences", "가상화 라이선스", unit="money", **SOFTWARE)
def virtualisation_licences(
    required__servers__average, cores_per_server, virtualisation_price, software_price_index, after_decision
):
    """Per core of every own server, standby included."""
    cores = required__servers__average * cores_per_server
    return cores * virtualisation_price * software_price_index * after_decision


@line("Operating-system licences", "운영체제 라이선스", unit="money", **SOFTWARE)
def operating_system_licences(
    own_machines_total__average, operating_system_price, software_price_index, after_decision
):
    """Per machine on own servers, averaged over free and paid systems."""
    return own_machines_total__average * operating_system_price * software_price_index * after_decision


@line(
    "Database licences in use",
    "데이터베이스 라이선스 수",
    unit="licence",
    place=Place.SHARED,
    each=("workload",),
)
def database_licences_needed(
    database_licences_fixed, database_licences_per_bed, beds, demand_index, after_decision
):
    """Licences owned today, growing with demand."""
    return (database_licences_fixed + database_licences_per_bed * beds) * demand_index * after_decision


@line(
    "Database support on own servers",
    "데이터베이스 유지보수(자체)",
    unit="money",
    each=("workload",),
    **SOFTWARE,
)
def database_support(
    database_licences_needed, compute_moves, left_share__average, database_support_price, software_price_index
):
    """Licences are owned; their yearly support is paid while the database runs on own servers."""
    staying = database_licences_needed * (1 - compute_moves * left_share__average)
    return staying * database_support_price * software_price_index


@line("Backup software", "백업 소프트웨어", unit="money", **SOFTWARE)
def backup_software(own_machines_total__average, backup_software_price, software_price_index, after_decision):
    """Per machine protected."""
    return own_machines_total__average * backup_software_price * software_price_index * after_decision


@line(
    "Operating-system licences in the cloud",
    "운영체제 라이선스(클라우드)",
    unit="money",
    each=("workload",),
    **SOFTWARE,
)
def cloud_operating_system_licences(
    cloud_machines, subscribed, includes_operating_system, operating_system_price, software_price_index
):
    """Brought along at the same price, unless a quote includes them."""
    return (
        cloud_machines
        * (1 - subscribed * includes_operating_system)
        * operating_system_price
        * software_price_index
    )


@line(
    "Database licences counted in the cloud",
    "클라우드 데이터베이스 라이선스 수",
    unit="licence",
    each=("workload",),
)
def cloud_database_licences(database_licences_needed, compute_moves, moved_average, cloud_licence_ratio):
    """Licence terms count processors in a cloud differently."""
    return database_licences_needed * compute_moves * moved_average * cloud_licence_ratio


@line(
    "Database support in the cloud",
    "데이터베이스 유지보수(클라우드)",
    unit="money",
    each=("workload",),
    **SOFTWARE,
)
def cloud_database_support(
    cloud_database_licences, subscribed, includes_database, database_support_price, software_price_index
):
    """Brought along at the same price, unless a quote includes it."""
    return (
        cloud_database_licences
        * (1 - subscribed * includes_database)
        * database_support_price
        * software_price_index
    )


@line(
    "Backup software in the cloud", "백업 소프트웨어(클라우드)", unit="money", each=("workload",), **SOFTWARE
)
def cloud_backup_software(
    cloud_machines, subscribed, includes_backup, backup_software_price, software_price_index
):
    """Machines are backed up wherever they run, at the same price per machine."""
    return cloud_machines * (1 - subscribed * includes_backup) * backup_software_price * software_price_index


@line("Application licences and maintenance today", "현재 응용 소프트웨어 비용", unit="money",
      place=Place.SHARED, axis=ONCE)  # fmt: skip
def application_licences_today(application_price_fixed, application_price_per_bed, beds):
    """A base plus a part by beds."""
    return application_price_fixed + application_price_per_bed * beds


@line("Application licences and maintenance", "응용 소프트웨어 라이선스·유지보수", unit="money",
      category=Category.UNCHANGED, treatment=Treatment.RUNNING, vat=True)  # fmt: skip
def application_licences(
    application_licences_today, after_decision, software_price_index, application_share_included
):
    """The same on both sides, outside the headline, unless a quote includes them."""
    paid = application_licences_today * (1 - application_share_included)
    return paid * after_decision * software_price_index


@line("Application licences that a quote includes", "견적에 포함된 응용 소프트웨어 비율", unit="1")
def application_share_included(subscription_share, includes_applications):
    """In proportion to what the quote has taken over."""
    return subscription_share * includes_applications
