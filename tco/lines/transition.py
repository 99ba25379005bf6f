"""What moving costs once, and what leaving again would cost. Imports the language only."""

from tco.language import ONCE, Category, Place, Treatment, line, maximum, previous, ratio, total

TRANSITION = {"category": Category.TRANSITION, "treatment": Treatment.RUNNING, "vat": True}
WORKLOAD = {"each": ("workload",)}


@line("Share moved in the year", "연간 이전 비율", unit="1", **WORKLOAD)
def moved_in_year(moved_year_end):
    """The increase over the year."""
    return moved_year_end - previous(moved_year_end)


@line("Paid by the hospital, not in the quote", "병원 부담 이전 비율", unit="1", **WORKLOAD)
def migration_share(moved_in_year, subscribed, includes_migration):
    """A quote may include the migration."""
    return moved_in_year * (1 - subscribed * includes_migration)


@line("Migration of machines", "서버 이전 작업", unit="money", **WORKLOAD, **TRANSITION)
def machine_migration(machines, compute_moves, migration_share, migration_price_per_machine, wage_index):
    """Labour per machine moved."""
    return machines * compute_moves * migration_share * migration_price_per_machine * wage_index


@line("Data moved in the year", "연간 이전 데이터", unit="TB", **WORKLOAD)
def data_moved(fast_storage, compute_moves, archive_storage, archive_moves, migration_share):
    """Databases go with computing, the archive for itself."""
    return (fast_storage * compute_moves + archive_storage * archive_moves) * migration_share


@line("Migration of data", "데이터 이전", unit="money", **WORKLOAD, **TRANSITION)
def data_migration(data_moved, migration_price_per_terabyte, wage_index):
    """Copying, checking and reconciling."""
    return data_moved * migration_price_per_terabyte * wage_index


@line("Interfaces", "인터페이스 수", unit="interface", place=Place.SHARED, axis=ONCE, **WORKLOAD)
def interfaces(interfaces_fixed, interfaces_per_bed, beds):
    """Connections to devices and other systems: a base plus a part by beds."""
    return interfaces_fixed + interfaces_per_bed * beds


@line("Interfaces reconnected", "인터페이스 재연결", unit="money", **WORKLOAD, **TRANSITION)
def interface_migration(
    interfaces, compute_moves, migration_share, migration_price_per_interface, wage_index
):
    """Each interface is moved and tested."""
    return interfaces * compute_moves * migration_share * migration_price_per_interface * wage_index


def _any_part_moves(compute_moves, archive_moves, backup_moves, standby_moves):
    return maximum(maximum(compute_moves, archive_moves), maximum(backup_moves, standby_moves))


@line("Machines concerned by the move", "이전 대상 가상머신", unit="machine", **WORKLOAD)
def machines_concerned(machines, compute_moves, archive_moves, backup_moves, standby_moves, migration_share):
    """A workload of which any part moves."""
    touched = _any_part_moves(compute_moves, archive_moves, backup_moves, standby_moves)
    return machines * touched * migration_share


total("machines_concerned_total", "Machines concerned by the move, all", "이전 대상 가상머신 합계",
      unit="machine", of=("machines_concerned",), sentence="All workloads.")  # fmt: skip


@line("Project of a whole move", "전체 이전 프로젝트", unit="money", axis=ONCE)
def whole_project(migration_project_price, migration_project_price_per_bed, beds):
    """At today's wages: a base plus a part by beds."""
    return migration_project_price + migration_project_price_per_bed * beds


@line("Project", "이전 프로젝트 관리", unit="money", **TRANSITION)
def migration_project(machines_concerned_total, machines_total, whole_project, wage_index):
    """Planning, tests and project management follow the share moved."""
    return ratio(machines_concerned_total, machines_total) * whole_project * wage_index


@line("Training", "교육", unit="money", **TRANSITION)
def training(machines_concerned_total, machines_total, training_price, staff_today_total, wage_index):
    """Everybody who stays learns to run the new place."""
    return ratio(machines_concerned_total, machines_total) * training_price * staff_today_total * wage_index


total("migration_work", "Migration before contingency", "예비비 반영 전 이전비", unit="money",
      of=("machine_migration", "data_migration", "interface_migration", "migration_project", "training"),
      sentence="Everything that can overrun.")  # fmt: skip


@line("Contingency", "예비비", unit="money", **TRANSITION)
def migration_contingency(migration_work, contingency, apply_optimism_bias, optimism_bias_cost):
    """Most migrations exceed their budget; the optimism-bias uplift takes its place where it is larger."""
    return migration_work * maximum(contingency, apply_optimism_bias * optimism_bias_cost)


@line("Machines that leave existing contracts", "기존 계약 이탈 가상머신", unit="machine", **WORKLOAD)
def machines_leaving(machines, compute_moves, archive_moves, backup_moves, standby_moves, moved_in_year):
    """A workload of which any part moves; a quote that includes the migration changes nothing here."""
    touched = _any_part_moves(compute_moves, archive_moves, backup_moves, standby_moves)
    return machines * touched * moved_in_year


total("machines_leaving_total", "Machines that leave existing contracts, all", "기존 계약 이탈 가상머신 합계",
      unit="machine", of=("machines_leaving",), sentence="All workloads.")  # fmt: skip


@line("Early end of existing contracts", "기존 계약 중도해지", unit="money", **TRANSITION)
def contract_termination(machines_leaving_total, machines_total, contract_termination_price):
    """Contracts end with what they serve, whoever carries out the move."""
    return ratio(machines_leaving_total, machines_total) * contract_termination_price


@line("Data in the cloud", "클라우드 보관 데이터", unit="TB", **WORKLOAD)
def data_in_cloud(fast_storage, compute_moves, archive_storage, archive_moves, moved_year_end):
    """What would have to be brought back."""
    return (fast_storage * compute_moves + archive_storage * archive_moves) * moved_year_end


total("data_in_cloud_total", "Data in the cloud, all", "클라우드 보관 데이터 합계", unit="TB",
      of=("data_in_cloud",), sentence="All workloads.")  # fmt: skip


@line("Cost to leave", "이탈 비용", unit="money", category=Category.LEAVING, treatment=Treatment.MEMO)
def cost_to_leave(last_year, data_in_cloud_total, leaving_price_per_terabyte, leaving_project):
    """At the horizon all data is taken out and the move is made again, back or elsewhere."""
    return last_year * (data_in_cloud_total * leaving_price_per_terabyte + leaving_project)


@line("Price of taking a terabyte out", "TB당 반출 비용", unit="money/TB")
def leaving_price_per_terabyte(
    egress_price, egress_waived, gigabytes_per_terabyte, cloud_price_level, migration_price_per_terabyte,
    wage_index,
):  # fmt: skip
    """List price for outbound traffic unless the provider waives it, and the work of moving."""
    egress = egress_price * (1 - egress_waived) * gigabytes_per_terabyte * cloud_price_level
    return egress + migration_price_per_terabyte * wage_index


@line("Project to leave", "이탈 프로젝트", unit="money")
def leaving_project(cloud_presence, migration_project_price, wage_index):
    """As large as the project that went in."""
    return cloud_presence * migration_project_price * wage_index


@line("Cost to leave, where counted", "이탈 비용(반영분)", unit="money", category=Category.TRANSITION,
      treatment=Treatment.RUNNING)  # fmt: skip
def cost_to_leave_counted(cost_to_leave, count_cost_to_leave):
    """Shown beside the result; part of it only where the case says so."""
    return cost_to_leave * count_cost_to_leave
