"""Receives uploads: always to disk, never more than the limit; the rest of a too large file flows away unread."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from .namen import schone_naam


class BegrensdeUpload(TemporaryFileUploadHandler):
    """Stops a file at UPLOAD_MAX_BYTES. Its name is left in `request.te_groot` for the form to tell."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.ontvangen = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.ontvangen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.ontvangen += len(raw_data)
        if self.ontvangen > settings.UPLOAD_MAX_BYTES:
            self.file.close()
            te_groot_van(self.request).append(schone_naam(self.file_name or ""))
            raise SkipFile
        super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> Any:
        return super().file_complete(file_size)


def te_groot_van(request: Any) -> list[str]:
    """Names of files of this request that were larger than the limit and were not kept."""
    if not hasattr(request, "te_groot"):
        request.te_groot = []
    namen: list[str] = request.te_groot
    return namen
