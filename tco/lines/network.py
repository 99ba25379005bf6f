"""Private lines to the cloud: always at least two paths. Imports the language only."""

from tco.language import ONCE, Category, Treatment, at_least, line, round_up

NETWORK = {"category": Category.NETWORK, "treatment": Treatment.RUNNING, "vat": True}


@line("Lines in use", "회선 사용 여부", unit="1")
def lines_in_use(cloud_presence, includes_lines, subscription_share):
    """From the year in which anything is in the cloud, unless a quote includes the lines."""
    return (1 - at_least(0, cloud_presence)) * (1 - includes_lines * (1 - at_least(0, subscription_share)))


@line("Slower lines per path", "경로당 저속 회선 수", unit="1", axis=ONCE)
def slower_lines(line_speed_ordered, line_step, rounding_digits):
    """Whole lines that together carry the speed ordered."""
    return round_up(line_speed_ordered / line_step, rounding_digits)


@line("Faster lines per path", "경로당 고속 회선 수", unit="1", axis=ONCE)
def faster_lines(line_speed_ordered, fast_line_step, rounding_digits):
    """Whole lines that together carry the speed ordered."""
    return round_up(line_speed_ordered / fast_line_step, rounding_digits)


@line("Slower lines with their ports, a year", "저속 회선·포트 연비용", unit="money", axis=ONCE)
def slower_cost(slower_lines, line_price, months_per_year, port_price, hours_per_year, exchange_rate):
    """Of one path, at today's prices."""
    return slower_lines * (line_price * months_per_year + port_price * hours_per_year * exchange_rate)


@line("Faster lines with their ports, a year", "고속 회선·포트 연비용", unit="money", axis=ONCE)
def faster_cost(
    faster_lines, fast_line_price, months_per_year, fast_port_price, hours_per_year, exchange_rate
):
    """Of one path, at today's prices."""
    return faster_lines * (
        fast_line_price * months_per_year + fast_port_price * hours_per_year * exchange_rate
    )


@line("Faster lines are chosen", "고속 회선 선택", unit="1", axis=ONCE)
def faster_chosen(slower_cost, faster_cost):
    """Where they cost less than the slower ones, ports included."""
    return 1 - at_least(faster_cost, slower_cost)


@line("Price of a path", "경로당 회선 월요금", unit="money/month", axis=ONCE)
def path_price(slower_lines, line_price, faster_lines, fast_line_price, faster_chosen):
    """The cheaper way to carry the speed ordered."""
    return slower_lines * line_price * (1 - faster_chosen) + faster_lines * fast_line_price * faster_chosen


@line("Ports of a path", "경로당 접속 포트 시간요금", unit="money/hour", axis=ONCE)
def path_ports(slower_lines, port_price, faster_lines, fast_port_price, faster_chosen):
    """One port at the provider for each line, in the price book's currency."""
    return slower_lines * port_price * (1 - faster_chosen) + faster_lines * fast_port_price * faster_chosen


@line("Private lines", "전용회선", unit="money", **NETWORK)
def private_lines(line_paths, path_price, months_per_year, lines_in_use, general_price_index):
    """Records kept outside the hospital need a duplicated path."""
    return line_paths * path_price * months_per_year * lines_in_use * general_price_index


@line("Connection ports", "접속 포트", unit="money", **NETWORK)
def connection_ports(line_paths, path_ports, hours_per_year, lines_in_use, cloud_price_level):
    """For each path."""
    return line_paths * path_ports * hours_per_year * lines_in_use * cloud_price_level
