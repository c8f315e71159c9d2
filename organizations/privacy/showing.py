"""API views of records that are somebody's: they say whom they show by saying which field holds the member."""

from typing import Any


class ShowsMembers:
    """Put before a generic view: `shows` is the kind of page (privacy/viewings.py), `whose` the fields with members."""

    request: Any
    shows = ""
    whose: tuple[str, ...] = ("member_id",)
    # Whether the line names the record itself: for pages of one record that a person would want to know.
    names_record = False

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)  # type: ignore[misc]
        for record in page or []:
            self.say(record)
        return page

    def get_object(self) -> Any:
        record = super().get_object()  # type: ignore[misc]
        self.say(record)
        return record

    def say(self, record: Any) -> None:
        members = [getattr(record, name) for name in self.whose]
        self.request.looks_at(self.shows, *members, record=record.pk if self.names_record else None)
