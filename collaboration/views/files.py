"""Giving a file to who may read it: to be kept by who asked and by nobody in between."""

from django.http import FileResponse, Http404, HttpRequest

from collaboration.models.attachment import StoredFile


def file_answer(request: HttpRequest, found: StoredFile | None) -> FileResponse:
    """The file; `?apercu` answers the small picture. None is what the reader may not have: it is not there."""
    is_preview = "apercu" in request.GET
    if found is None or (is_preview and not found.preview):
        raise Http404
    stored = found.preview if is_preview else found.file
    answer = FileResponse(
        stored.open("rb"), as_attachment=not found.is_image, filename=found.name, content_type=found.content_type
    )
    # Whatever a file holds, a browser that opens it runs nothing.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
