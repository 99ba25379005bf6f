"""Security tools and certification, on either side. Imports the language only."""

from tco.language import Category, Treatment, line

SECURITY = {"category": Category.SECURITY, "treatment": Treatment.RUNNING, "vat": True}


@line("Security tools, own servers", "보안 도구(자체)", unit="money", **SECURITY)
def security_tools(own_machines_total__average, security_price, general_price_index, after_decision):
    """Per machine protected."""
    return own_machines_total__average * security_price * general_price_index * after_decision


@line("Security tools, cloud", "보안 도구(클라우드)", unit="money", each=("workload",), **SECURITY)
def cloud_security_tools(cloud_machines, subscribed, includes_security, security_price, general_price_index):
    """Machines are protected wherever they run, at the same price per machine."""
    return cloud_machines * (1 - subscribed * includes_security) * security_price * general_price_index


@line("Certification audits", "인증 심사", unit="money", **SECURITY)
def certification_audits(audit_price, audit_share_avoided, hosted_share, general_price_index, after_decision):
    """The hospital stays responsible; moving shrinks the scope but does not remove it."""
    return audit_price * (1 - audit_share_avoided * hosted_share) * general_price_index * after_decision
