"""E-mail files: the message's own text, its date, sender and subject."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from geomap.errors import InputError
from geomap.model import Report
from geomap.readers import html
from geomap.readers.decode import decode

HEADER_LIMIT = 4_000  # characters; Python's parser takes time by the square of a header's length


class _Short(policy.EmailPolicy):
    """The usual policy, for headers of a sane length: what is beyond it is not looked at."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:HEADER_LIMIT] if len(value) > HEADER_LIMIT else value)


SHORT: policy.EmailPolicy[Any] = _Short()


def read(data: bytes, report_id: str, where: str) -> Report:
    """A report from an .eml file: the plain part where there is one, else the visible text of the HTML part."""
    try:
        return _message(data, report_id, where)
    except InputError:
        raise
    except (RecursionError, ValueError, TypeError, LookupError, AttributeError) as error:  # headers that lie
        raise InputError("the e-mail is damaged", where=where, hint="save the message again, or as text") from error


def _message(data: bytes, report_id: str, where: str) -> Report:
    message = message_from_bytes(data, policy=SHORT)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise InputError("no e-mail in this file", where=where, hint="save the message as .eml, or as text")
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise InputError("the e-mail has no text", where=where, hint="save its attachments as files of their own")
    body = part.get_payload(decode=True)
    content = body if isinstance(body, bytes) else b""
    page = html.read(content, report_id, where) if part.get_content_subtype() == "html" else None
    text = page.text if page else _plain(part, content, where)
    if not text.strip():
        raise InputError("the e-mail has no text", where=where)
    sent = _sent(message)
    return Report(
        id=report_id,
        text=text,
        published=sent,
        published_basis="e-mail date" if sent else "",
        title=str(message["subject"] or ""),
        source=parseaddr(str(message["from"] or ""))[0] or parseaddr(str(message["from"] or ""))[1],
        furniture=page.furniture if page else (),
    )


def _plain(part: MIMEPart[Any, Any], content: bytes, where: str) -> str:
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(content, where).text


def _sent(message: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(str(message["date"])).date()
    except (TypeError, ValueError, OverflowError):
        return None
