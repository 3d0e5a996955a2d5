"""All faces of one report: the same numbers in each, and the same bytes each time."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from salesaudit.report.faces import docx, markdown, pdf, xlsx
from salesaudit.report.faces import html as page
from salesaudit.report.view import View
from salesaudit.texts.catalogue import say
from tests.report import views
from tests.report.telling import docx_text, figures, pdf_text, squeezed, xlsx_text

ROOT = Path(__file__).resolve().parents[2]
HASHES = """\
import hashlib, json
from salesaudit.report.faces import docx, html, markdown, pdf, xlsx
from tests.report import views
view = views.full()
faces = {"pdf": pdf, "docx": docx, "xlsx": xlsx, "html": html, "markdown": markdown}
print(json.dumps({name: hashlib.sha256(face.render(view)).hexdigest() for name, face in faces.items()}))
"""
RENDER: dict[str, Callable[[View], bytes]] = {
    "pdf": pdf.render, "docx": docx.render, "xlsx": xlsx.render, "html": page.render, "markdown": markdown.render,
}  # fmt: skip
READ: dict[str, Callable[[bytes], str]] = {
    "pdf": pdf_text,
    "docx": docx_text,
    "xlsx": xlsx_text,
    "html": lambda file: html.unescape(re.sub(r"<[^>]*>", "", file.decode())),
    "markdown": lambda file: html.unescape(re.sub(r"\\(.)", r"\1", file.decode())),
}


@cache
def first() -> tuple[dict[str, bytes], float]:
    """Return the Russian report in every face, and when the last of them was ready."""
    return {name: render(views.full()) for name, render in RENDER.items()}, time.monotonic()


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("face", RENDER)
def test_every_face_tells_the_same_numbers(face: str, lang: str) -> None:
    view = views.full(lang)
    told = squeezed(READ[face](first()[0][face] if lang == "ru" else RENDER[face](view)))
    assert [text for text in figures(view) if squeezed(text) not in told] == []


@pytest.mark.parametrize("face", ["pdf", "docx", "xlsx"])
def test_who_does_not_work_with_rules_reads_no_rule_and_no_path(face: str) -> None:
    view = views.full()
    topics = tuple(
        topic._replace(
            show_rule=False,
            title=topic.why,
            cases=tuple(
                case._replace(place="", facts=tuple(fact._replace(path="", place="") for fact in case.facts))
                for case in topic.cases
            ),
        )
        for topic in view.topics
    )
    told = READ[face](RENDER[face](replace(view, topics=topics)))
    assert re.findall(r"[A-Z]{3}\d{3}|people\.|company\.yaml:", told) == []
    assert say("face.place", "ru") not in told


def test_neither_the_place_nor_the_hash_seed_changes_a_byte() -> None:
    here = {name: sha256(file).hexdigest() for name, file in first()[0].items()}
    for seed, zone in (("0", "UTC"), ("424242", "Asia/Vladivostok")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        told = subprocess.run([sys.executable, "-c", HASHES], env=env, cwd="/", capture_output=True, check=True).stdout
        assert json.loads(told) == here


@pytest.mark.parametrize("face", RENDER)
def test_the_next_second_gives_the_same_bytes(face: str) -> None:
    files, ready = first()
    time.sleep(max(0.0, ready + 2.1 - time.monotonic()))  # dates in zip files go by two seconds
    assert RENDER[face](views.full()) == files[face]
