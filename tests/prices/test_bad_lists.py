"""Lists that are broken, wrong or dangerous: refused by name, all problems at once, in little memory."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from price_lists import AWS, AZURE, EC2, FILES, NAVER, as_csv, changed, imported, price_of, values

from tco.assumptions import book_of, parse_toml
from tco.errors import UserError
from tco.prices import to_toml


def refused(provider, *places, **options):
    with pytest.raises(UserError) as error:
        imported(provider, *places, **options)
    return str(error.value)


@pytest.mark.parametrize(
    ("provider", "file", "told"),
    [
        ("aws", AZURE[0], "is an answer of the Azure retail price API, not an AWS bulk price list"),
        ("aws", NAVER, "`tco prices import naver`"),
        ("azure", EC2, "`tco prices import aws`"),
        ("azure", FILES / "naver_products_sample.xml", "is an answer of Naver Cloud's"),
        ("naver", AZURE[1], "`tco prices import azure`"),
        ("naver", FILES / "README.md", "it begins: # Sample price lists"),
        ("aws", FILES / "nowhere.json", "is not a file"),
        ("gcp", EC2, "'gcp' is no provider"),
    ],
)
def test_the_wrong_file_is_named(provider, file, told):
    assert told in refused(provider, file, base="aws_seoul")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"   \n", "is empty"),
        (gzip.compress(b"{}", mtime=0), "is compressed"),
        (b"PK\x03\x04rest", "zip archive"),
        (b"<!DOCTYPE html><html></html>", "is a web page"),
        (b'{"formatVersion": "v1.0", "offers": {"AmazonEC2": {}}}', "index of price lists"),
        (b'{"PriceList": ["{}"]}', "query API"),
        (b'{"error": {"errorCode": "200"}}', "error message"),
        (b"<responseError><returnCode>1</returnCode></responseError>", "error message"),
        (b"[1, 2, 3]", "is not an AWS bulk price list"),
        (b'{"products": {}, "terms": {}}', "holds no products"),
        (b'{"products": {"a": 3, "b": {"attributes": []}}}', "none of the 2 entries"),
        (b'{"products": {"a": ' + b"[" * 50 + b"}", "JSON"),
        (b'{"products": {"a": {"x": "\xff\xfe"}}}', "JSON"),
    ],
)
def test_what_is_no_list_of_aws_is_named(content, told, tmp_path):
    file = tmp_path / "list.json"
    file.write_bytes(content)
    assert told in refused("aws", file)


@pytest.mark.parametrize("provider", ["azure", "naver"])
def test_empty_answers_are_named(provider, tmp_path):
    file = tmp_path / "list.json"
    empty = {
        "azure": {"BillingCurrency": "USD", "Items": [], "NextPageLink": None, "Count": 0},
        "naver": {"getProductPriceListResponse": {"totalRows": 0, "productPriceList": []}},
    }
    file.write_text(json.dumps(empty[provider]), encoding="utf-8")
    assert "filter" in refused(provider, file)


@pytest.mark.parametrize("provider", ["aws", "azure", "naver"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_list_that_is_cut_off_is_refused(provider, share, tmp_path):
    sources = {"aws": EC2, "azure": AZURE[0], "naver": NAVER}
    whole = Path(sources[provider]).read_bytes()
    file = tmp_path / "cut.json"
    file.write_bytes(whole[: int(len(whole) * share)])
    assert "cut off or broken JSON" in refused(provider, file)


def test_a_cut_off_xml_is_refused_and_entities_are_not_opened(tmp_path):
    whole = (FILES / "naver_products_sample.xml").read_text(encoding="utf-8")
    file = tmp_path / "cut.xml"
    file.write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert "XML" in refused("naver", file)
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><getProductPriceListResponse>&a;</getProductPriceListResponse>'
    file.write_text(bomb, encoding="utf-8")
    assert "XML" in refused("naver", file)


def test_a_cut_off_csv_is_refused(tmp_path):
    whole = as_csv(EC2, tmp_path / "ec2.csv").read_text(encoding="utf-8")
    file = tmp_path / "cut.csv"
    file.write_text(whole[:-20], encoding="utf-8")
    assert "CSV" in refused("aws", file)
    file.write_text('"FormatVersion","v1.0"\n"SKU","Unit"\n', encoding="utf-8")
    assert "no column for termtype, priceperunit, currency" in refused("aws", file)


NO_PRICES = {
    "a word": ("free", "not a number"),
    "less than nothing": ("-0.1", "is negative"),
    "nan": ("nan", "not a number"),
    "nothing": (None, "not a number"),
    "true": (True, "not a number"),
    "a list": ([], "not a number"),
}


@pytest.mark.parametrize(("value", "told"), NO_PRICES.values(), ids=NO_PRICES)
def test_prices_that_are_none_are_named_all_at_once(value, told, tmp_path):
    def spoil(document):
        price_of(document, "M6ILARGE")["pricePerUnit"]["USD"] = value
        price_of(document, "GP3")["pricePerUnit"]["USD"] = value

    message = refused("aws", changed(EC2, tmp_path / "ec2.json", spoil))
    assert message.count(told) == 2
    assert "SKU M6ILARGE (m6i.large)" in message
    assert "SKU GP3" in message


def test_prices_of_what_no_book_uses_may_be_anything(tmp_path):
    def spoil(document):
        price_of(document, "M6IWINDOWS")["pricePerUnit"]["USD"] = "free"

    assert "processor_price" in values(imported("aws", changed(EC2, tmp_path / "ec2.json", spoil)))


def test_one_sku_with_two_prices_is_refused(tmp_path):
    def other(document):
        price_of(document, "GP3")["pricePerUnit"]["USD"] = "0.2"

    again = changed(EC2, tmp_path / "again.json", other)
    message = refused("aws", EC2, again)
    assert "SKU GP3" in message
    assert "0.0912 (aws_ec2_seoul_sample.json) and 0.2 (again.json)" in message
    assert values(imported("aws", EC2, EC2)) == values(imported("aws", EC2))


def test_one_meter_with_two_prices_is_refused(tmp_path):
    def twice(document):
        document["Items"].append(document["Items"][0] | {"retailPrice": 0.3})

    message = refused("azure", changed(AZURE[0], tmp_path / "page.json", twice))
    assert "two prices begin at 0: 0.236 and 0.3" in message


def test_of_two_prices_of_a_meter_the_later_one_holds(tmp_path):
    def later(document):
        newer = {"retailPrice": 0.472, "effectiveStartDate": "2026-11-01T00:00:00Z"}
        document["Items"].append(document["Items"][0] | newer)
        del document["Items"][1]

    answer = imported("azure", changed(AZURE[0], tmp_path / "page.json", later))
    assert values(answer)["processor_price"][1] == pytest.approx(0.472 * 730 / 4)


def test_a_currency_other_than_the_base_books_is_refused(tmp_path):
    def yuan(document):
        for sku in document["products"]:
            dimension = price_of(document, sku)
            dimension["pricePerUnit"] = {"CNY": dimension["pricePerUnit"]["USD"]}

    file = changed(EC2, tmp_path / "ec2.json", yuan)
    assert "is in CNY, but the base book 'aws_seoul' is in USD" in refused("aws", file)
    assert "is in KRW, but the base book 'aws_seoul' is in USD" in refused(
        "naver", NAVER, base="aws_seoul", region="KR"
    )


def test_an_unknown_unit_is_refused_by_name(tmp_path):
    def unit(document):
        price_of(document, "GP3")["unit"] = price_of(document, "GP2")["unit"] = "TB-Fortnight"

    file = changed(EC2, tmp_path / "ec2.json", unit)
    assert "'TB-Fortnight', a unit that is not known" in refused("aws", file)
    assert "fast_storage_price" not in values(imported("aws", file, chosen={"fast_storage_price": "base"}))


def test_prices_without_products_are_read_but_name_nothing(tmp_path):
    price = json.loads(Path(NAVER).read_text(encoding="utf-8"))
    bare = price["getProductPriceListResponse"]["productPriceList"][0]["priceList"]
    file = tmp_path / "prices.json"
    file.write_text(
        json.dumps({"getPriceListResponse": {"totalRows": 3, "priceList": bare}}), encoding="utf-8"
    )
    assert "none of the 3 entries is a price that a price book uses in KR" in refused("naver", file)


def test_another_region_is_named():
    message = refused("aws", EC2, region="eu-west-9")
    assert "ap-northeast-2" in message
    assert "--region" in message
    assert values(imported("aws", EC2, region="ap-northeast-1"))["processor_price"][1] == pytest.approx(182.5)


def test_choices_that_mean_nothing_are_named():
    assert "did you mean 'processor_price'" in refused("aws", chosen={"procesor_price": "X"})
    assert "egress_price" in refused("aws", chosen={"egress_price": "OUT"})
    assert "M6ILARGE" in refused("aws", chosen={"processor_price": "M6ILARG"})
    assert "small letters" in refused("aws", book_id="fte4")
    assert "neither a price book nor a file" in refused("aws", base="aws_soul")


def test_a_price_beyond_what_is_possible_is_refused(tmp_path):
    def dear(document):
        price_of(document, "GP3")["pricePerUnit"]["USD"] = "1e6"

    assert "outside 0..100" in refused("aws", changed(EC2, tmp_path / "ec2.json", dear))


def test_texts_of_a_list_cannot_break_the_file(tmp_path):
    page = json.loads(Path(AZURE[1]).read_text(encoding="utf-8"))
    for item in page["Items"]:
        item["meterId"] = 'x"]\n[book]\x7f\ud800' + item["meterId"]
    file = tmp_path / "page.json"
    file.write_text(json.dumps(page), encoding="utf-8")
    book = imported("azure", file).book
    assert book_of(parse_toml(to_toml(book), "x"), book.head.id) == book
    assert "\n" not in book.assumptions["archive_storage_price"].page


def test_files_of_one_name_are_told_apart(tmp_path):
    places = []
    for number, each in enumerate(AWS):
        folder = tmp_path / str(number)
        folder.mkdir()
        places.append(folder / "index.json")
        places[-1].write_bytes(Path(each).read_bytes())
    book = imported("aws", *places).book
    assert values(imported("aws", *places)) == values(imported("aws"))
    sources = {key: book.sources[each.source].url for key, each in book.assumptions.items() if each.source}
    assert "/AmazonS3/" in sources["archive_storage_price"]
    assert "/AmazonEC2/" in sources["processor_price"]


MEASURE = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from price_lists import EC2, imported
from tco.errors import UserError
imported("aws", EC2)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for file in sys.argv[2:]:
    try:
        print(imported("aws", file).reading.records)
    except UserError as error:
        print(str(error)[:200])
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""
COUNT = 10_000


def large_list(file):
    """The sample among many products that a price book does not use."""
    document = json.loads(Path(EC2).read_text(encoding="utf-8"))
    decoy = json.dumps(document["products"]["M6IWINDOWS"])
    term = json.dumps(document["terms"]["OnDemand"]["M6IWINDOWS"])
    begin, products, terms = json.dumps(document).partition('"products": {')
    before, on_demand, rest = terms.partition('"OnDemand": {')
    with file.open("w", encoding="utf-8") as stream:
        stream.write(begin + products + "".join(f'"X{each}": {decoy}, ' for each in range(COUNT)))
        stream.write(before + on_demand + "".join(f'"X{each}": {term}, ' for each in range(COUNT)) + rest)


def endless_text(file):
    """A text that never ends."""
    with file.open("wb") as stream:
        stream.write(b'{"products": {"a": {"sku": "')
        stream.writelines(b"x" * 1_000_000 for _ in range(30))


def test_large_lists_need_little_memory(tmp_path):
    large, endless = tmp_path / "large.json", tmp_path / "endless.json"
    large_list(large)
    endless_text(endless)
    assert large.stat().st_size > 10_000_000
    command = [sys.executable, "-c", MEASURE, str(Path(__file__).parent), str(large), str(endless)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    products = json.loads(Path(EC2).read_text(encoding="utf-8"))["products"]
    assert said[0] == str(COUNT + len(products))
    assert float(said[1]) < 8
    assert "without a quotation mark" in said[2]
    assert float(said[3]) < 20


DEEP = {
    "aws": b'{"products":' * 60_000,
    "azure": b'{"BillingCurrency":"USD","Items":[' + b"[" * 100_000,
    "naver": b'{"productPriceList":[' + b'{"a":' * 60_000,
    "naver, as xml": b"<getProductPriceListResponse><productPriceList>" + b"<a>" * 100_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_a_list_without_a_bottom_is_refused_in_little_memory(name, tmp_path):
    file = tmp_path / "deep.json"
    file.write_bytes(DEEP[name])
    code = (
        "import resource, sys\nfrom tco.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_AS, (600 * 2**20,) * 2)\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    arguments = ["prices", "import", name.partition(",")[0], str(file), "--base", "aws_seoul", "--out", "-"]
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert "inside each other" in ran.stderr
    assert ran.returncode == 2


def test_brackets_in_texts_are_not_depth(tmp_path):
    def fill(document):
        document["disclaimer"] = r"[{\"\\" * 500

    assert values(imported("aws", changed(EC2, tmp_path / "ec2.json", fill))) == values(imported("aws", EC2))
