"""Every house limit in one place: what is read, built or run stops here and says which limit it met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB
GIB: Final = 1024 * MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest value that is still accepted; only the command line may set another one."""

    org_file_bytes: int = 2 * MIB
    yaml_depth: int = 32
    """Lists and sections inside one another; the top of the file counts as 1."""
    yaml_events: int = 200_000
    yaml_nodes: int = 200_000
    """Keys, values, lists and sections after aliases are written out."""
    scalar_bytes: int = 64 * KIB
    id_length: int = 128
    files: int = 10_000
    """Files of one run."""
    workers: int = 64
    """Processes that work at once."""
    includes: int = 100
    """Evidence and answers files of one org file."""
    errors_shown: int = 100
    problems_kept: int = 10_000
    """Problems collected from one file before its reading stops."""
    logo_bytes: int = 1 * MIB
    """The picture that a consultant puts on a report."""
    template_output_bytes: int = 16 * MIB

    xml_bytes: int = 16 * MIB
    xml_depth: int = 256
    xlsx_bytes: int = 20 * MIB
    xlsx_entries: int = 1_000
    xlsx_unpacked_bytes: int = 100 * MIB
    xlsx_ratio: int = 200
    """Unpacked size of an entry by its packed size."""
    csv_bytes: int = 100 * MIB
    csv_field_characters: int = 131_072

    pack_bytes: int = 256 * KIB
    expression_characters: int = 2_000
    expression_depth: int = 32
    expression_macros: int = 2
    """Macros such as ``all`` inside one another."""

    journal_bytes: int = 16 * MIB
    """The log of a conversation: every answer takes a line."""

    cache_entries: int = 20_000
    """Results kept in a cache; of more the oldest go."""
    report_bytes: int = 64 * MIB
    """A saved report that is compared with another one."""
    sarif_results: int = 25_000
    sarif_gzip_bytes: int = 10_000_000

    http_body_bytes: int = 64 * KIB
    http_read_seconds: int = 10
    http_connections: int = 16
    http_idle_minutes: int = 60

    child_cpu_seconds: int = 10
    child_wall_seconds: int = 60
    """A child that waits uses no CPU, so its time by the clock has a limit too."""
    child_memory_bytes: int = 1 * GIB
    child_output_bytes: int = 64 * MIB


LIMITS: Final = Limits()
