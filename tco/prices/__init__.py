"""Price books: made from the providers' own published lists, compared, and used in a case.

    answer = import_prices(Request("aws", ("ec2.json", "s3.json"), base="aws_seoul"))
    text = to_toml(answer.book)
    compare(load("aws_seoul"), answer.book, case)
    adopt(case, answer.book)

Promise: the rest of the program sees a price list only as a price book. Imports `case`, `binding`, `results`,
`assumptions`, `amounts`, `wording` and `errors`, ijson and defusedxml only.
"""

from tco.prices.adopting import adopt
from tco.prices.book_file import load, to_toml
from tco.prices.comparing import Comparison, compare
from tco.prices.importing import PROVIDERS, Imported, Request, import_prices

__all__ = [
    "PROVIDERS", "Comparison", "Imported", "Request", "adopt", "compare", "import_prices", "load", "to_toml",
]  # fmt: skip
