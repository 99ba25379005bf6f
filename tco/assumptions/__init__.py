"""Assumption packs and price books: the only way from the TOML files into the program.

Promise: a file with an unknown key, a missing unit, date, source or label, a base outside
low..high or a bound that is crossed is refused, with all problems named at once. Imports pydantic and
`errors` only.
"""

from tco.assumptions.declared import Assumption, BookHead, Pack, PriceBook, Source, Step, Strict, Text, Tiers
from tco.assumptions.files import data_folder, parse_toml, place_of, read_toml, validation_messages
from tco.assumptions.packs import book_ids, book_of, load_book, load_pack, pack_ids

__all__ = [
    "Assumption", "BookHead", "Pack", "PriceBook", "Source", "Step", "Strict", "Text", "Tiers", "book_ids",
    "book_of", "data_folder", "load_book", "load_pack", "pack_ids", "parse_toml", "place_of", "read_toml",
    "validation_messages",
]  # fmt: skip
