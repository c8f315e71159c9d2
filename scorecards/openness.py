"""What this app tells the audit page, and which of its pages show people."""

from django.utils.translation import gettext_lazy as _

from organizations.audit.names import MEMBER, call, refer
from organizations.audit.value_words import word_values
from organizations.audit.verbs import CHANGED, FLIPPED, MADE, TOLD, kind, say
from organizations.kept_words import reworded
from organizations.privacy.viewings import page_kind
from scorecards.seeds import SEEDS

CARDS, CARD, TEAM_CARD = "cards", "scorecards.card", "scorecards.teamcard"
TEMPLATE = "scorecards.cardtemplate"


def register() -> None:
    kind(CARDS, _("Weekly cards"), rank=70)
    say("cards_closed", MADE, CARDS, _("Cards closed"), _("%(who)s closed the cards of a week"))
    say(
        "team_cards_closed", MADE, CARDS, _("Team cards closed"), _("%(who)s closed the team cards of a week")
    )
    say("card_acknowledged", CHANGED, CARDS, _("Card read"), _("%(who)s read the card of %(what)s"))
    say("card_amended", CHANGED, CARDS, _("Card amended"), _("An entry amended the card of %(what)s"),
        fields="metrics.metric")  # fmt: skip
    say("observer_named", MADE, CARDS, _("Observer named"), _("%(who)s named an observer for %(what)s"))
    say(
        "observer_asked_again",
        TOLD,
        CARDS,
        _("Observer asked again"),
        _("%(who)s asked an observer of %(what)s again"),
    )
    say("observer_ended", CHANGED, CARDS, _("Observer ended"), _("%(who)s ended the observing of %(what)s"))
    say(
        "observer_ending_undone",
        FLIPPED,
        CARDS,
        _("Observer kept"),
        _("%(who)s kept the observer of %(what)s after all"),
    )
    say("observer_confirmed", CHANGED, CARDS, _("Observer agreed"), _("The observer of %(what)s agreed"))
    say(
        "observer_left", CHANGED, CARDS, _("Observer left"), _("The observer of %(what)s wants no more cards")
    )
    say(
        "observer_came_back",
        CHANGED,
        CARDS,
        _("Observer came back"),
        _("The observer of %(what)s wants cards again"),
    )
    made = _("%(who)s made the card template %(what)s")
    say("card_template_made", MADE, CARDS, _("Card template made"), made)
    changed = _("%(who)s changed what the card template %(what)s scores")
    say("card_template_changed", CHANGED, CARDS, _("Card template changed"), changed)
    kept = _("%(who)s took back a planned change of the card template %(what)s")
    say("card_template_kept", FLIPPED, CARDS, _("Card template left as it is"), kept)
    renamed = _("%(who)s renamed the card template %(what)s")
    say("card_template_renamed", CHANGED, CARDS, _("Card template renamed"), renamed)
    retired = _("%(who)s retired the card template %(what)s")
    say("card_template_retired", CHANGED, CARDS, _("Card template retired"), retired)
    restored = _("%(who)s brought back the card template %(what)s")
    say("card_template_restored", FLIPPED, CARDS, _("Card template brought back"), restored)
    given = _("%(who)s said who has the card template %(what)s")
    say(
        "card_template_given",
        CHANGED,
        CARDS,
        _("Card template given"),
        given,
        after=TEMPLATE,
        fields=MEMBER,
        values=TEMPLATE,
    )
    undone = _("%(who)s took back a planned card template of %(what)s")
    say("card_template_planning_undone", FLIPPED, CARDS, _("Card template not given after all"), undone)
    ungiven = _("%(who)s undid who was given the card template %(what)s")
    say("card_template_giving_undone", FLIPPED, CARDS, _("Giving of a card template undone"), ungiven)
    word_values("cause", reworded, "card_amended")
    word_values("role", {seed.role: seed.called for seed in SEEDS.values()}, "card_template_made")
    call(TEMPLATE, _("card template"), "name", route="scorecards:template")
    refer(TEMPLATE, "card_template")
    call("scorecards.watch", _("observer"), "member__name")
    call(CARD, _("card"), "member__name", "week_on", route="scorecards:card")
    call(TEAM_CARD, _("team card"), "team__name", "week_on", route="scorecards:team_card")
    page_kind("card", _("your weekly card"), record=CARD)
    page_kind("observers", _("who observes your cards"))
    page_kind("cards", _("your cards so far"))
    page_kind("team_card", _("your team's weekly card, with your figures"))
    page_kind("card_template", _("which card template you have"))
    page_kind("team", _("the team page, with your figures"))
