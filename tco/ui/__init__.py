"""The web pages. Promise: they show what a result says and compute no cost of their own."""
