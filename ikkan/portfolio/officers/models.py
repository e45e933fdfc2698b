"""What officers write: advice, issues, cases, meetings, action items, proposals, designs.

Decides: what is stored. Written by actions only. Offices, projects, programmes and domains are
codes of the pack; `about` are typed references as text. Advice of coordinators is not that of
`plan.bodies`: there a body gives it to a body, after a meeting; here a person in an office gives
it to the holder of another, who owes an answer with a day and carries it out.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from ikkan.parties.models import Person
from ikkan.plan.models import Seat
from ikkan.records.models import Record, Records
from ikkan.values.text import Text

_CODE = 80


class OfficerAdvice(Record):
    """A proposal or advice (提案・助言) of a coordinator to president, executives or a director.

    `project` says which director; `person` and `seat` who held the office on the day.
    """

    sort = models.CharField(max_length=10)
    domain = models.CharField(max_length=_CODE, db_index=True)
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.CharField(max_length=_CODE)
    to = models.CharField(max_length=12)
    project = models.CharField(max_length=_CODE, blank=True, default="", db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    about: models.JSONField[Any] = models.JSONField(default=list)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True, default="")
    given_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="given")
    answer = models.CharField(max_length=10, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    follow_due = models.DateField(null=True)
    outcome = models.TextField(blank=True, default="")
    closed_on = models.DateField(null=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("given", "withdrawn"), answer="")
                | (Q(state__in=("answered", "done")) & ~Q(answer="") & ~Q(reason="")),
                name="portfolio_officer_advice_answered",
            ),
        ]


class Issue(Record):
    """An issue of an integrated project (課題の把握): whose, how grave, due when."""

    project = models.CharField(max_length=_CODE, db_index=True)
    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    text = models.TextField()
    severity = models.CharField(max_length=10)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField()
    first_due = models.DateField()
    due_on = models.DateField(db_index=True)
    state = models.CharField(max_length=10, default="open")
    closed_on = models.DateField(null=True)
    about: models.JSONField[Any] = models.JSONField(default=list)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "planned"), closed_on__isnull=True)
                | Q(state__in=("resolved", "accepted"), closed_on__isnull=False),
                name="portfolio_issue_state",
            ),
        ]

    @property
    def title(self) -> Text:
        """The title; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class IssueProgramme(models.Model):
    """A programme that an issue touches."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="programmes")
    code = models.CharField(max_length=_CODE, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "code"], name="portfolio_issue_programme")
        ]


class IssueStep(models.Model):
    """One step of an issue: from which state to which, what was said, owner and due day then."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="steps")
    made_on = models.DateField()
    made_by = models.CharField(max_length=_CODE)
    before = models.CharField(max_length=10, blank=True, default="")
    after = models.CharField(max_length=10)
    note = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()

    class Meta:
        ordering = ["pk"]


class CrossCase(Record):
    """A case between integrated projects (統合PJ間の協力): settled once all directors agree."""

    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    text = models.TextField()
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="open")
    outcome = models.TextField(blank=True, default="")
    closed_on = models.DateField(null=True)
    about: models.JSONField[Any] = models.JSONField(default=list)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]

    @property
    def title(self) -> Text:
        """The title; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class CrossSide(models.Model):
    """A project that the case touches, and where its director stands; "" has not spoken."""

    case = models.ForeignKey(CrossCase, on_delete=models.PROTECT, related_name="sides")
    project = models.CharField(max_length=_CODE, db_index=True)
    position = models.CharField(max_length=10, blank=True, default="")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    said = models.TextField(blank=True, default="")
    said_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "project"], name="portfolio_cross_side_once")
        ]


class OfficerMeeting(Record):
    """A joint meeting of officers, a symposium or a hearing (合同会議・シンポジウム・意見聴取)."""

    sort = models.CharField(max_length=10)
    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True, default="")
    projects: models.JSONField[Any] = models.JSONField(default=list)
    agenda: models.JSONField[Any] = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="planned")
    minutes = models.TextField(blank=True, default="")

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]

    @property
    def title(self) -> Text:
        """The title; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class MeetingParticipant(models.Model):
    """Who takes part in a meeting of officers, and in which capacity."""

    meeting = models.ForeignKey(
        OfficerMeeting, on_delete=models.PROTECT, related_name="participants"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="portfolio_meets_once")
        ]


class HeardOpinion(models.Model):
    """What a participant said about a record at a meeting; never changed."""

    meeting = models.ForeignKey(OfficerMeeting, on_delete=models.PROTECT, related_name="heard")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12)
    about = models.CharField(max_length=130, blank=True, default="", db_index=True)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]


class ActionItem(Record):
    """Something to be done (対応事項), with its owner and due day; `meeting` where it was set."""

    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    meeting = models.ForeignKey(
        OfficerMeeting, on_delete=models.PROTECT, null=True, related_name="items"
    )
    about: models.JSONField[Any] = models.JSONField(default=list)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_on = models.DateField()
    first_due = models.DateField()
    due_on = models.DateField(db_index=True)
    state = models.CharField(max_length=10, default="open")
    note = models.TextField(blank=True, default="")
    closed_on = models.DateField(null=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]

    @property
    def title(self) -> Text:
        """The title; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class DesignProposal(Record):
    """A proposal from the field (現場経験に基づく提案) to change how programmes are designed.

    `addressed` is the body once the proposal was sent, and empty while it is a draft: the
    addressee sees it from then on.
    """

    sort = models.CharField(max_length=10)
    title_ja = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True, default="")
    text_ja = models.TextField()
    text_en = models.TextField(blank=True, default="")
    grounds = models.TextField()
    body = models.CharField(max_length=_CODE)
    addressed = models.CharField(max_length=_CODE, blank=True, default="", db_index=True)
    sent = models.BooleanField(default=False)
    programmes: models.JSONField[Any] = models.JSONField(default=list)
    signals: models.JSONField[Any] = models.JSONField(default=list)
    written_by = models.CharField(max_length=_CODE)
    drafted_on = models.DateField()
    sent_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="draft")
    answer = models.CharField(max_length=10, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    answered_on = models.DateField(null=True)
    follow_due = models.DateField(null=True)
    outcome = models.TextField(blank=True, default="")
    became: models.JSONField[Any] = models.JSONField(default=list)
    closed_on = models.DateField(null=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]

    @property
    def title(self) -> Text:
        """The title; one known in Japanese only stands for both."""
        return Text.either(self.title_ja, self.title_en)


class ProgrammeDesign(Record):
    """One edition of how a programme is designed, with its exit (出口志向の事業設計)."""

    programme = models.CharField(max_length=_CODE, db_index=True)
    edition = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=_CODE)
    aim = models.TextField(blank=True, default="")
    route = models.TextField(blank=True, default="")
    product = models.TextField(blank=True, default="")
    licensing = models.TextField(blank=True, default="")
    successors: models.JSONField[Any] = models.JSONField(default=list)
    gates: models.JSONField[Any] = models.JSONField(default=list)
    gate_plan = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, default="draft")
    adopted = models.BooleanField(default=False)
    drafted_on = models.DateField()
    adopted_on = models.DateField(null=True)

    objects = Records.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "edition"], name="portfolio_design_edition"
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state="draft"),
                name="portfolio_design_one_draft",
            ),
        ]
