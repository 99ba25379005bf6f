"""The first page as it is read and filled in."""

import re

from app_pages import blocks

from tco.ui import (
    sentences,
)
from tco.ui.facts import read
from tco.ui.words import Words

KO = Words("ko")
REGISTER = (
    "자산명,분류,수량,취득일자,취득금액\n가상화 서버,서버,10,2024-05-02,180000000\n"
    "백본 스위치,네트워크,2,2022-03-15,80000000\n이상한 것,기타장비,1,2023-01-01,5000000\n"
    "합계,,13,,265000000\n"
).encode()


def said(result, alternative, language="ko"):
    return sentences.headline(read(result, alternative, language), Words(language)).replace("**", "")


def answer_on(app):
    body = next(body for body in blocks(app) if "tco-start-answer" in body)
    return re.sub("<[^>]+>", "", body).replace("&#x27;", "'")


def upload(app, name, content):
    app.file_uploader[0].set_value((name, content, "application/octet-stream"))
    return app.run()


def document_of(app):
    return app.session_state["choice"].document
