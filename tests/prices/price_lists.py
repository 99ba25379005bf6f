"""Price lists as tests need them: the sample files, changed or turned into other forms."""

import csv
import json
from pathlib import Path

from tco.prices import Request, import_prices

FILES = Path(__file__).parent / "files"
AWS = tuple(sorted(str(each) for each in FILES.glob("aws_*_sample.json")))
EC2 = str(FILES / "aws_ec2_seoul_sample.json")
AZURE = tuple(sorted(str(each) for each in FILES.glob("azure_*_sample.json")))
NAVER = str(FILES / "naver_products_sample.json")
BASES = {"aws": "aws_seoul", "azure": "aws_seoul", "naver": "naver_cloud"}
USUAL = {"aws": AWS, "azure": AZURE, "naver": (NAVER,)}


def imported(provider, *places, **options):
    """An import with the usual base book; the sample files where no place is given."""
    options.setdefault("region", "koreacentral" if provider == "azure" else "")
    places = tuple(map(str, places)) or USUAL[provider]
    return import_prices(Request(provider, places, options.pop("base", BASES.get(provider, "")), **options))


def values(answer):
    """Entry by key: low, base, high."""
    return {draft.key: (draft.low, draft.base, draft.high) for draft in answer.taken}


def kept(answer):
    """Why, by key."""
    return {each.key: each.reason for each in answer.kept}


def changed(source, target, change):
    """A copy of a JSON file with a change made to its document."""
    document = json.loads(Path(source).read_text(encoding="utf-8"))
    change(document)
    target.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return target


def price_of(document, sku):
    """The only price dimension of a product in an AWS offer file."""
    (term,) = document["terms"]["OnDemand"][sku].values()
    (dimension,) = term["priceDimensions"].values()
    return dimension


def as_csv(source, target):
    """The CSV edition of an AWS offer file: the reserved terms first, to be independent of the order."""
    document = json.loads(Path(source).read_text(encoding="utf-8"))
    names = sorted({name for each in document["products"].values() for name in each["attributes"]})
    titles = {
        "preInstalledSw": "Pre Installed S/W",
        "regionCode": "Region Code",
        "instanceType": "Instance Type",
    }
    head = ["SKU", "OfferTermCode", "RateCode", "TermType", "EffectiveDate", "StartingRange", "EndingRange",
            "Unit", "PricePerUnit", "Currency", "LeaseContractLength", "PurchaseOption", "OfferingClass",
            "Product Family", *(titles.get(name, name) for name in names)]  # fmt: skip
    with target.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerows([["FormatVersion", "v1.0"], ["Disclaimer", "Sample"],
                          ["Publication Date", document["publicationDate"]], ["Version", document["version"]],
                          ["OfferCode", document["offerCode"]], head])  # fmt: skip
        for kind in ("Reserved", "OnDemand"):
            for sku, terms in document["terms"][kind].items():
                for term in terms.values():
                    product = document["products"][sku]
                    writer.writerows(_rows(kind, product, term, names))
    return target


def _rows(kind, product, term, names):
    given = term["termAttributes"]
    for rate in term["priceDimensions"].values():
        yield [
            product["sku"], term["offerTermCode"], rate["rateCode"], kind, term["effectiveDate"],
            rate["beginRange"], rate["endRange"], rate["unit"], rate["pricePerUnit"]["USD"], "USD",
            given.get("LeaseContractLength"), given.get("PurchaseOption"), given.get("OfferingClass"),
            product["productFamily"], *(product["attributes"].get(name, "") for name in names),
        ]  # fmt: skip
