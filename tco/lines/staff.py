"""The people whom a change of hosting can touch; nobody else is on either side. Imports the language only."""

from tco.language import (
    ONCE,
    Category,
    Place,
    Treatment,
    at_least,
    line,
    maximum,
    minimum,
    previous,
    ratio,
    total,
)

STAFF = {"category": Category.STAFF, "treatment": Treatment.RUNNING}


@line("Staff today", "현재 인력", unit="FTE", place=Place.SHARED, each=("role",), axis=ONCE)
def staff_today(staff_fixed, staff_per_bed, beds):
    """Infrastructure operations by role: a base plus a part that follows the beds."""
    return staff_fixed + staff_per_bed * beds


total("staff_today_total", "Staff today, all roles", "현재 인력 합계", unit="FTE", of=("staff_today",),
      sentence="Infrastructure operations only.", place=Place.SHARED, axis=ONCE)  # fmt: skip


@line("Cores whose operation has ended", "운영 종료된 코어", unit="core", each=("workload",))
def released_cores(cores, compute_moves, released_average):
    """Operation of a workload's servers ends some months after they are left."""
    return cores * compute_moves * released_average


total("released_cores_total", "Cores whose operation has ended, all", "운영 종료된 코어 합계", unit="core",
      of=("released_cores",), sentence="All workloads.")  # fmt: skip


@line("Share of operations that has ended", "운영 종료 비율", unit="1")
def operations_ended(released_cores_total, cores_total):
    """Weighted by what runs on the servers."""
    return ratio(released_cores_total, cores_total)


@line("A server room runs", "전산실 운영 여부", unit="1")
def room_runs(required__servers__peak):
    """As long as one own server runs in the year."""
    return 1 - at_least(0, required__servers__peak)


@line("Operations staff", "운영 인력", unit="FTE")
def operations_staff(staff_today_total, staff_kept_ratio, operations_ended, minimum_shift_staff, room_runs):
    """Falls to the kept ratio as operations end, never below the shift that a running room needs."""
    wanted = staff_today_total * (1 - (1 - staff_kept_ratio) * operations_ended)
    return maximum(wanted, minimum(staff_today_total, minimum_shift_staff) * room_runs)


@line("Operations staff kept", "운영 인력 유지율", unit="1")
def operations_staff_share(operations_staff, staff_today_total):
    """The same for every role."""
    return ratio(operations_staff, staff_today_total)


@line("Operations pay", "운영 인건비", unit="money", each=("role",), **STAFF)
def operations_pay(staff_today, operations_staff_share, loaded_pay, wage_index, after_decision):
    """Pay with on-costs, growing with wages."""
    return staff_today * operations_staff_share * loaded_pay * wage_index * after_decision


@line("Estate with a part in the cloud", "클라우드 사용 가상머신", unit="machine", each=("workload",))
def machines_touched(machines, compute_moves, archive_moves, backup_moves, standby_moves, moved_average):
    """A workload counts as soon as any part of it is in the cloud."""
    touched = maximum(maximum(compute_moves, archive_moves), maximum(backup_moves, standby_moves))
    return machines * touched * moved_average


total("machines_touched_total", "Estate with a part in the cloud, all", "클라우드 사용 가상머신 합계",
      unit="machine", of=("machines_touched",), sentence="All workloads.")  # fmt: skip


@line("Cloud presence", "클라우드 사용 비율", unit="1")
def cloud_presence(machines_touched_total, machines_total):
    """Weighted by machines."""
    return ratio(machines_touched_total, machines_total)


@line("Staff of the new cloud roles", "클라우드 신규 인력 수", unit="FTE", axis=ONCE)
def cloud_staff(
    vendor_management_staff, vendor_management_staff_per_bed, cost_management_staff,
    cost_management_staff_per_bed, beds,
):  # fmt: skip
    """Somebody manages the provider and watches its bill: a base plus a part by beds."""
    vendor_management = vendor_management_staff + vendor_management_staff_per_bed * beds
    return vendor_management + cost_management_staff + cost_management_staff_per_bed * beds


@line("New cloud roles", "클라우드 신규 인력", unit="money", **STAFF)
def cloud_roles(cloud_staff, cloud_presence, cloud_role_pay, wage_index):
    """As much of them as is in the cloud."""
    return cloud_staff * cloud_presence * cloud_role_pay * wage_index


@line("Staff released in the year", "연간 전환 인력", unit="FTE")
def staff_released(operations_staff, after_decision):
    """Against the year before."""
    return after_decision * maximum(0, previous(operations_staff) - operations_staff)


@line("Severance and redeployment", "퇴직·재배치 비용", unit="money", category=Category.TRANSITION,
      treatment=Treatment.RUNNING)  # fmt: skip
def severance(staff_released, severance_per_person, wage_index):
    """Once for everybody released."""
    return staff_released * severance_per_person * wage_index
