"""Private lines to the cloud: always at least two paths. Imports the language only."""

from tco.language import Category, Treatment, at_least, line

NETWORK = {"category": Category.NETWORK, "treatment": Treatment.RUNNING, "vat": True}


@line("Lines in use", "회선 사용 여부", unit="1")
def lines_in_use(cloud_presence, includes_lines, subscription_share):
    """From the year in which anything is in the cloud, unless a quote includes the lines."""
    return (1 - at_least(0, cloud_presence)) * (1 - includes_lines * (1 - at_least(0, subscription_share)))


@line("Private lines", "전용회선", unit="money", **NETWORK)
def private_lines(line_paths, line_price, months_per_year, lines_in_use, general_price_index):
    """Records kept outside the hospital need a duplicated path."""
    return line_paths * line_price * months_per_year * lines_in_use * general_price_index


@line("Connection ports", "접속 포트", unit="money", **NETWORK)
def connection_ports(line_paths, port_price, hours_per_year, lines_in_use, cloud_price_level):
    """One port at the provider for each path."""
    return line_paths * port_price * hours_per_year * lines_in_use * cloud_price_level
