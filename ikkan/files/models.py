"""A file attached to a record: what it is called, what it is, where its bytes lie, its state.

Decides: what is kept of an attachment. Written by `actions` only. The record is named by Ref:
it may be of any context.
"""

from __future__ import annotations

from django.db import models

from ikkan.files import rules
from ikkan.records.models import Record
from ikkan.values.ref import Ref
from ikkan.values.text import Text


class File(Record):
    """An attachment (添付ファイル); `token` and `sha256` name its bytes in the store."""

    on_kind = models.CharField(max_length=60)
    on_code = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    format = models.CharField(max_length=10)
    encoding = models.CharField(max_length=20, blank=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    token = models.CharField(max_length=32, unique=True)
    level = models.CharField(max_length=10, default=rules.AS_RECORD)
    state = models.CharField(max_length=12, default=rules.QUARANTINED)
    said_ja = models.TextField(blank=True)
    said_en = models.TextField(blank=True)
    attached_by = models.CharField(max_length=64)
    scanned_by = models.CharField(max_length=100, blank=True)
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("on_kind", "on_code"), name="files_file_on"),
            models.Index(fields=("state",), name="files_file_state"),
            models.Index(fields=("attached_by",), name="files_file_by"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(rules.STATES)), name="files_file_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=sorted(rules.LEVELS)), name="files_file_level_known"
            ),
        )

    @property
    def on(self) -> Ref:
        """The record it is attached to."""
        return Ref(self.on_kind, self.on_code)

    @property
    def said(self) -> Text:
        """Why it was refused or withdrawn; empty where it was not."""
        return Text(self.said_ja, self.said_en)
