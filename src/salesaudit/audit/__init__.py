"""The audit: rules ask, a report comes out. The package can be called: ``salesaudit.audit("company.yaml")``."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Audit(ModuleType):
    """The package as a function, because the library's first word has the name of this room."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from salesaudit.audit.run import audit_file

        return audit_file(*args, **kwargs)


sys.modules[__name__].__class__ = _Audit
