"""Ids for what people name in their own words: Latin letters, the same name always the same id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from salesaudit.knowledge import vocabulary
from salesaudit.safety.limits import LIMITS

_TABLE = str.maketrans(
    {
        **dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    }
)
_OTHER = re.compile(r"[^a-z0-9]+")
TAKEN_BY_ROLES = {"departments": "department", "people": "person"}
"""Sections that share one namespace with roles, and what tells their ids apart from a role's."""


def slug(name: str) -> str:
    """Return an id for a name: ``Отдел продаж`` is ``otdel_prodazh``; ``entry`` where no letter or digit is left."""
    apart = unicodedata.normalize("NFKD", name.casefold().translate(_TABLE))
    latin = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _OTHER.sub("_", latin).strip("_")[: LIMITS.id_length - 16] or "entry"


def entry_id(name: str, section: str, known: Mapping[str, Any]) -> str:
    """Return the id of an entry that a person names: of the known entry with that name or title, else a new one."""
    wanted = name.casefold().strip()
    for id_, content in known.items():
        titles = (content.get("name"), content.get("title")) if isinstance(content, Mapping) else ()
        if wanted in (str(id_).casefold(), *(str(title).casefold() for title in titles if title)):
            return str(id_)
    made = slug(name)
    suffix = TAKEN_BY_ROLES.get(section)
    return f"{made}_{suffix}" if suffix and made in vocabulary.archetypes() else made
