"""What this app tells the audit page."""

from django.utils.translation import gettext_lazy as _

from imports.models import ImportBatch
from imports.registry import title_of
from organizations.audit.names import call
from organizations.audit.value_words import word_values
from organizations.audit.verbs import CHANGED, MADE, kind, say

IMPORTS, BATCH = "imports", "imports.importbatch"


def register() -> None:
    kind(IMPORTS, _("Imports"), rank=110)
    say("import_started", MADE, IMPORTS, _("Import started"), _("%(who)s began to import %(what)s"))
    say("records_imported", MADE, IMPORTS, _("Records imported"), _("%(who)s imported a part of %(what)s"))
    say("import_stopped", CHANGED, IMPORTS, _("Import stopped"), _("%(who)s stopped half-way in %(what)s"))
    say("import_resumed", CHANGED, IMPORTS, _("Import resumed"), _("%(who)s went on with %(what)s"))
    say("import_ended", CHANGED, IMPORTS, _("Import ended"), _("%(who)s imported all of %(what)s"))
    word_values("kind", title_of, "import_started", "records_imported")
    states = {
        ImportBatch.RUNNING: _("Under way"),
        ImportBatch.STOPPED: _("Stopped"),
        ImportBatch.DONE: _("Done"),
    }
    word_values("state", states, "import_stopped", "import_resumed", "import_ended")
    call(BATCH, _("import"), "filename", route="imports:batch")
