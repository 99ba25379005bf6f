"""Greenhouse gas by place of use. Imports the language only."""

from tco.language import line, total


@line("Carbon of own electricity", "자체 전력 탄소배출", unit="kgCO2e")
def own_carbon(electricity_used, grid_factor):
    """Location-based, at the grid's factor."""
    return electricity_used * grid_factor


@line("Processors running in the cloud", "클라우드 가동 CPU", unit="vCPU", each=("workload",))
def cloud_processors(processors, compute_moves, moved_average):
    """Average of the year, priced by list or by quote."""
    return processors * compute_moves * moved_average


@line("Carbon of cloud computing", "클라우드 탄소배출", unit="kgCO2e", each=("workload",))
def cloud_carbon(cloud_processors, cloud_processor_power, cloud_power_usage_effectiveness, hours_per_year,
                 watts_per_kilowatt, grid_factor):  # fmt: skip
    """The provider's power for the same processors on the same grid; its storage and standby are left out."""
    power = cloud_processors * cloud_processor_power / watts_per_kilowatt
    return power * cloud_power_usage_effectiveness * hours_per_year * grid_factor


@line("Carbon of making servers", "서버 제조 탄소배출", unit="kgCO2e")
def embodied_carbon(bought__servers, embodied_carbon_per_server):
    """Counted when servers are bought; a provider's share is not known and left out."""
    return bought__servers * embodied_carbon_per_server


total("carbon", "Carbon", "탄소배출 합계", unit="kgCO2e",
      of=("own_carbon", "cloud_carbon", "embodied_carbon"),
      sentence="Electricity on both sides, and the making of own servers.")  # fmt: skip
