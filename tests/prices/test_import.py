"""Price lists become price books: exact figures, what is kept, what is left open."""

import json
from datetime import date
from pathlib import Path

import pytest
from price_lists import AZURE, EC2, FILES, NAVER, as_csv, changed, imported, kept, price_of, values

from tco.assumptions import book_of, load_book, parse_toml
from tco.errors import UserError
from tco.prices import to_toml
from tco.prices.importing import PROVIDERS
from tco.prices.report import imported_lines


def test_the_lists_of_aws_give_these_figures():
    answer = imported("aws")
    found = values(answer)
    assert found["processor_price"] == pytest.approx((0.1003 * 365, 0.118 * 365, 0.14595 * 365))
    assert found["memory_per_priced_processor"][1] == 4.0
    assert found["commitment_discount"] == pytest.approx((0.0, 1 - 0.08 / 0.118, 1 - 0.06 / 0.118))
    assert found["fast_storage_price"] == pytest.approx((0.0912, 0.0912, 0.114))
    assert found["archive_storage_price"] == pytest.approx((0.005, 0.025, 0.025))
    assert found["backup_storage_price"] == pytest.approx((0.005, 0.025, 0.05))
    assert found["retrieval_price"] == pytest.approx((0.02, 0.041, 0.1923))
    assert found["egress_price"] == pytest.approx((0.122, 0.126, 0.126))
    assert found["port_price"][1] == 0.3
    assert found["fast_port_price"][1] == 2.25
    steps = answer.book.tiers["outbound"].steps
    assert [(each.start, each.price) for each in steps] == [
        (0.0, 0.0), (100.0, 0.126), (10240.0, 0.122), (51200.0, 0.1),
    ]  # fmt: skip
    assert answer.reading.elsewhere == {"ap-northeast-1": 1}


def test_what_the_lists_of_aws_do_not_hold_stays_as_it_was():
    answer = imported("aws", EC2)
    base = load_book("aws_seoul")
    reasons = kept(answer)
    assert reasons["support_minimum"] == reasons["tiers.support"] == reasons["egress_waived"] == "never"
    assert reasons["archive_storage_price"] == reasons["tiers.outbound"] == reasons["port_price"] == "absent"
    for key in reasons:
        if key.startswith("tiers."):
            assert answer.book.tiers[key[6:]] == base.tiers[key[6:]]
        else:
            before, after = base.assumptions[key], answer.book.assumptions[key]
            assert after.model_copy(update={"origin": before.origin}) == before
            assert answer.book.sources.get(after.source) == base.sources.get(before.source)


def test_an_entry_says_where_it_comes_from():
    entry = imported("aws").book.assumptions["processor_price"]
    assert entry.as_of == date(2026, 12, 1)
    assert "m6i.large (SKU M6ILARGE): USD 0.118 per Hrs x 730 h / 2 vCPU" in entry.note.en
    assert "SKU M6ILARGE" in entry.page
    book = imported("aws").book
    source = book.sources[entry.source]
    assert source.url.endswith("/AmazonEC2/current/ap-northeast-2/index.json")
    assert source.published == source.retrieved == date(2026, 12, 1)
    assert (book.head.id, book.head.as_of) == ("aws_seoul_20261201", date(2026, 12, 1))


@pytest.mark.parametrize("provider", ["aws", "azure", "naver"])
def test_a_book_is_read_back_as_it_was_written(provider):
    book = imported(provider).book
    assert book_of(parse_toml(to_toml(book, "from a list"), "x"), book.head.id) == book


def test_the_csv_edition_gives_the_same_book(tmp_path):
    found = imported("aws", as_csv(EC2, tmp_path / "ec2.csv"))
    expected = imported("aws", EC2)
    assert values(found) == values(expected)
    assert found.book.head == expected.book.head
    assert found.reading.elsewhere == expected.reading.elsewhere


def test_the_pages_of_azure_give_these_figures():
    answer = imported("azure")
    found = values(answer)
    assert found["processor_price"][1] == pytest.approx(0.236 * 730 / 4)
    assert found["commitment_discount"] == pytest.approx(
        (0.0, 1 - 1400 / 8760 / 0.236, 1 - 2800 / 26280 / 0.236)
    )
    assert found["fast_storage_price"] == pytest.approx((0.073, 0.073, 150 / 1024))
    assert found["archive_storage_price"] == pytest.approx((0.004, 0.02, 0.02))
    assert found["backup_storage_price"] == pytest.approx((0.004, 0.02, 0.05))
    assert found["retrieval_price"] == pytest.approx((0.05, 0.05, 0.12))
    assert (found["port_price"][1], found["fast_port_price"][1]) == pytest.approx((438 / 730, 4380 / 730))
    steps = answer.book.tiers["outbound"].steps
    assert [(each.start, each.price) for each in steps] == [(0.0, 0.0), (100.0, 0.12), (10340.0, 0.1)]
    assert answer.book.head.id == "azure_koreacentral_20261001"
    assert answer.warnings == ()


def test_an_entry_of_another_provider_becomes_a_placeholder_that_says_so():
    entry = imported("azure").book.assumptions["egress_waived"]
    assert (entry.kind, entry.source, entry.base) == ("quote_needed", "", 1.0)
    assert "aws_seoul (Amazon Web Services, ap-northeast-2, 2025-09-10)" in entry.note.en
    assert "https://" in entry.note.en or "http://" in entry.note.en
    assert imported("azure").book.assumptions["processor_price"].kind == "sourced"


def test_the_shipped_books_are_of_the_providers_that_are_read():
    for name, base in (("aws", "aws_seoul"), ("azure", "azure_virginia"), ("naver", "naver_cloud")):
        assert PROVIDERS[name].publisher == load_book(base).head.provider


def test_a_price_whose_binary_form_is_no_round_number_is_within_its_range(tmp_path):
    def cheaper(document):
        for row in document["Items"]:
            row["armRegionName"] = "eastus"
            row["retailPrice"] = 0.226 if row["retailPrice"] == 0.236 else row["retailPrice"]

    chosen = {"processor_price": "meter-1"}
    pages = [changed(page, tmp_path / f"{number}.json", cheaper) for number, page in enumerate(AZURE)]
    answer = imported("azure", *pages, base="azure_virginia", region="eastus", chosen=chosen)
    low, base, high = values(answer)["processor_price"]
    assert base == 0.226 * 730 / 4
    assert low <= base <= high
    assert answer.book.assumptions["egress_waived"].kind == "sourced"


def test_entries_of_other_regions_are_counted_in_the_text():
    said = list(imported_lines(imported("azure")))[1]
    others = sum(imported("azure").reading.elsewhere.values())
    assert f"{others} of them of other regions" in said


def test_pages_in_one_list_or_one_after_the_other_or_as_bare_items_give_the_same(tmp_path):
    pages = [json.loads(Path(each).read_text(encoding="utf-8")) for each in AZURE]
    items = [item for page in pages for item in page["Items"]]
    forms = {
        "list": json.dumps(pages),
        "lines": "\n".join(map(json.dumps, pages)),
        "bare": json.dumps(items),
        "merged": json.dumps(pages[1] | {"Items": items}),
    }
    for name, text in forms.items():
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            file = tmp_path / f"{name}.json"
            file.write_text(text, encoding=encoding)
            assert values(imported("azure", file)) == values(imported("azure")), (name, encoding)


def test_a_missing_page_is_said():
    answer = imported("azure", AZURE[0])
    assert "next page" in answer.warnings[0].en
    assert kept(answer)["archive_storage_price"] == "absent"


@pytest.mark.parametrize("file", ["naver_products_sample.json", "naver_products_sample.xml"])
def test_the_answer_of_naver_gives_these_figures(file):
    answer = imported("naver", FILES / file)
    found = values(answer)
    assert found["processor_price"] == pytest.approx((41_400.0, 42_030.0, 42_660.0))
    assert found["memory_per_priced_processor"][1] == 4.0
    assert found["commitment_discount"][1] == pytest.approx(0.1)
    assert found["fast_storage_price"] == pytest.approx((115.2, 115.2, 116.8))
    assert found["archive_storage_price"] == pytest.approx((7.0, 28.0, 28.0))
    assert found["backup_storage_price"] == pytest.approx((7.0, 28.0, 57.6))
    assert found["retrieval_price"] == pytest.approx((20.0, 20.0, 120.0))
    assert found["egress_price"] == pytest.approx((110.0, 120.0, 120.0))
    steps = answer.book.tiers["outbound"].steps
    assert [(each.start, each.price) for each in steps] == [(0.0, 0.0), (20.0, 120.0), (5120.0, 110.0)]
    assert kept(answer)["port_price"] == "absent"
    assert answer.book.assumptions["processor_price"].as_of == date(2026, 11, 15)
    assert answer.reading.elsewhere == {"JPN": 1}


def test_products_that_are_missing_from_an_answer_are_said(tmp_path):
    def more(document):
        document["getProductPriceListResponse"]["totalRows"] = 1000

    answer = imported("naver", changed(NAVER, tmp_path / "page.json", more))
    assert "1000" in answer.warnings[0].en


def without_a_name_in_the_base(tmp_path):
    """The base book, whose note no longer names the machine."""
    text = to_toml(load_book("aws_seoul")).replace("m6i.large", "a server").replace("m7g.large", "another")
    file = tmp_path / "base.toml"
    file.write_text(text.replace("m6id.large", "a third"), encoding="utf-8")
    return str(file)


def test_several_candidates_are_listed_and_the_old_entry_stays(tmp_path):
    answer = imported("aws", EC2, base=without_a_name_in_the_base(tmp_path))
    candidates = {each.sku: each.price for each in answer.ambiguous["processor_price"]}
    assert candidates == pytest.approx({"M6ILARGE": 43.07, "M6I4XLARGE": 43.07, "M7ILARGE": 73.0})
    for key in ("processor_price", "memory_per_priced_processor"):
        assert kept(answer)[key] == "ambiguous"
    assert answer.book.assumptions["processor_price"].as_of == date(2026, 1, 1)


@pytest.mark.parametrize(("word", "price"), [("M7ILARGE", 73.0), ("m7i.large", 73.0), ("M6I4XLARGE", 43.07)])
def test_the_user_chooses(word, price, tmp_path):
    base = without_a_name_in_the_base(tmp_path)
    answer = imported("aws", EC2, base=base, chosen={"processor_price": word})
    assert values(answer)["processor_price"][1] == pytest.approx(price)
    assert not answer.ambiguous


def test_the_user_keeps_an_entry():
    answer = imported("aws", chosen={"processor_price": "base", "egress_price": "base"})
    assert kept(answer)["processor_price"] == kept(answer)["egress_price"] == "chosen"
    assert "tiers.outbound" in values(answer)


def test_machines_of_any_other_kind_do_not_count(tmp_path):
    def only_decoys(document):
        for sku in ("M6ILARGE", "M6I4XLARGE", "M7ILARGE", "M7GLARGE", "M6IDLARGE"):
            del document["products"][sku]

    answer = imported("aws", changed(EC2, tmp_path / "ec2.json", only_decoys))
    assert kept(answer)["processor_price"] == "absent"
    assert "fast_storage_price" in values(answer)


def test_a_machine_of_another_kind_is_offered_but_not_taken(tmp_path):
    def only_others(document):
        for sku in ("M6ILARGE", "M6I4XLARGE", "M7ILARGE"):
            del document["products"][sku]

    file = changed(EC2, tmp_path / "ec2.json", only_others)
    answer = imported("aws", file)
    assert kept(answer)["processor_price"] == "ambiguous"
    assert {each.sku for each in answer.ambiguous["processor_price"]} == {"M7GLARGE", "M6IDLARGE"}
    arm = values(imported("aws", file, chosen={"processor_price": "m7g.large"}))
    assert arm["processor_price"][1] == pytest.approx(0.1003 * 365)
    assert arm["commitment_discount"][1] == pytest.approx(1 - 0.0656 / 0.1003)


def test_usage_types_that_only_end_alike_do_not_count(tmp_path):
    def add(document):
        for sku, usage, service in (
            ("TABLES", "APN2-Tables-TimedStorage-ByteHrs", "AmazonS3"),
            ("EFS", "APN2-TimedStorage-ByteHrs", "AmazonEFS"),
        ):
            document["products"][sku] = json.loads(json.dumps(document["products"]["S3STANDARD"]))
            document["products"][sku]["attributes"].update(usagetype=usage, servicecode=service)
            document["terms"]["OnDemand"][sku] = document["terms"]["OnDemand"]["S3GIR"]

    answer = imported("aws", changed(FILES / "aws_s3_seoul_sample.json", tmp_path / "s3.json", add))
    assert values(answer)["archive_storage_price"][1] == 0.025
    assert not answer.ambiguous


def test_a_port_at_a_place_that_is_no_region_counts(tmp_path):
    def elsewhere(document):
        for product in document["products"].values():
            product["attributes"].pop("regionCode", None)
            if "portSpeed" in product["attributes"]:
                product["attributes"] |= {
                    "location": "A data centre, Seoul",
                    "locationType": "AWS Direct Connect",
                }

    file = changed(FILES / "aws_directconnect_seoul_sample.json", tmp_path / "dx.json", elsewhere)
    assert values(imported("aws", file))["port_price"][1] == 0.3


def test_a_second_import_replaces_like_by_like(tmp_path):
    def dearer(document):
        price_of(document, "M6ILARGE")["pricePerUnit"]["USD"] = "0.2"
        document["publicationDate"] = "2027-01-05T00:00:00Z"

    file = tmp_path / "first.toml"
    file.write_text(to_toml(imported("aws").book), encoding="utf-8")
    answer = imported("aws", changed(EC2, tmp_path / "ec2.json", dearer), base=str(file))
    assert values(answer)["processor_price"][1] == pytest.approx(73.0)
    assert (answer.book.head.id, answer.book.head.title.en) == (
        "aws_seoul_20270105",
        "AWS Seoul (2027-01-05)",
    )
    assert answer.book.assumptions["archive_storage_price"].as_of == date(2026, 12, 1)


def test_a_list_without_a_date_asks_for_one(tmp_path):
    def undated(document):
        document.pop("publicationDate")
        for terms in document["terms"]["OnDemand"].values():
            for term in terms.values():
                term.pop("effectiveDate")

    file = changed(EC2, tmp_path / "ec2.json", undated)
    with pytest.raises(UserError, match="--as-of"):
        imported("aws", file)
    book = imported("aws", file, as_of=date(2026, 12, 24)).book
    assert book.assumptions["processor_price"].as_of == book.head.as_of == date(2026, 12, 24)
    with pytest.raises(UserError, match="2026-12-01"):
        imported("aws", EC2, as_of=date(2026, 11, 30))


def test_what_is_older_than_the_base_is_said(tmp_path):
    def old(document):
        document["publicationDate"] = "2025-12-01T00:00:00Z"
        for terms in document["terms"]["OnDemand"].values():
            for term in terms.values():
                term["effectiveDate"] = "2025-06-01T00:00:00Z"

    answer = imported("aws", changed(EC2, tmp_path / "ec2.json", old))
    assert "processor_price (2025-12-01 < 2026-01-01)" in answer.warnings[0].en
