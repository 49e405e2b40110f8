"""What every layer of ours around a request has in common: it is called in turn, and calls the next one."""

from __future__ import annotations

from typing import Any


class Layer:
    """One middleware; whoever inherits says what is done around `self.get_response(request)`."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response
