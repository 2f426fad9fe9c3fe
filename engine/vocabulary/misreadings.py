"""Why a text could not be read as what it should be: a code with values, from which whoever asked makes a problem of their own.

Knows no sentence; `problems.misread` and the catalogue make one."""

from __future__ import annotations


class NotReadable(ValueError):
    """A text is no value of its type. `why`: which of the ways to be wrong; `values`: what its sentence names beside the text."""

    def __init__(self, why: str, /, **values: str | int | tuple[str, ...]) -> None:
        super().__init__(why)
        self.why = why
        self.values = values
