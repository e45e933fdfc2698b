"""Tables of the journal: entries, payloads aside, seals with their leaves, and action keys.

Decides: what is kept for ever and what may be erased. Written by `journal` and `actions` only;
triggers on both databases refuse anything else. Source: design §3 ("Journal"), decision 0003.
"""

from __future__ import annotations

from django.db import models

from ikkan.audit import rules


class JournalEntry(models.Model):
    """One action that was done: who, what, to which record, when, under which pack."""

    number = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    action = models.CharField(max_length=100)
    object_ref = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    as_of = models.DateField()
    pack_version = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=100, blank=True)
    payload_digest = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("actor", "number"), name="audit_entry_actor"),
            models.Index(fields=("action", "number"), name="audit_entry_action"),
            models.Index(fields=("object_ref", "number"), name="audit_entry_object"),
        )

    def sealed_fields(self) -> rules.Fields:
        """What leaf and keyed code are computed from."""
        return rules.Fields(
            uid=self.uid,
            at=self.at,
            actor=self.actor,
            action=self.action,
            object_ref=self.object_ref,
            request_id=self.request_id,
            as_of=self.as_of,
            pack_version=self.pack_version,
            key=self.key,
            payload_digest=self.payload_digest,
        )


class JournalPayload(models.Model):
    """What an action said, in canonical JSON; NULL with an empty salt once erased."""

    entry = models.OneToOneField(
        JournalEntry, on_delete=models.PROTECT, primary_key=True, related_name="payload"
    )
    salt = models.CharField(max_length=32, blank=True)
    body = models.TextField(null=True)  # noqa: DJ001 - NULL says erased, "" would say nothing


class Unsealed(models.Model):
    """An entry that waits for the next seal: the queue, not the truth."""

    entry = models.OneToOneField(
        JournalEntry, on_delete=models.PROTECT, primary_key=True, related_name="waiting"
    )


class Seal(models.Model):
    """One sealed batch of entries, chained to the one before."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)


class SealedLeaf(models.Model):
    """The place of one entry in its seal; it names the entry without depending on it."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="leaves")
    position = models.PositiveIntegerField()
    entry_uid = models.UUIDField(unique=True)
    entry_number = models.BigIntegerField()
    leaf = models.CharField(max_length=64)

    class Meta:
        ordering = ("seal_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("seal", "position"), name="audit_leaf_position"),
        )


class ActionKey(models.Model):
    """An idempotency key that was used: the same request gets the same result again."""

    actor = models.CharField(max_length=64)
    action = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    args_digest = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("actor", "action", "key"), name="audit_key_once"),
        )
