"""Exports of a result; each holds the same numbers as the engine.

Promise: what leaves the program evaluates by itself and says which case, pack and model made it. Imports
`tco`, numpy and XlsxWriter; spreadsheet libraries are imported here alone.
"""
