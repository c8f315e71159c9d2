"""Shapes: icons in the manner of lucide (24 wide, stroked) and the five status symbols (16 wide, filled).

They are written into the page, so they show before any other file has come, and in an htmx fragment too.
"""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS = {
    "alert": '<path d="M12 4 21.5 20h-19ZM12 10v4.5M12 17.3h.01"/>',
    "archive": '<path d="M3.5 4h17v4.5h-17ZM5 8.5V20h14V8.5M10 12.5h4"/>',
    "arrow-down": '<path d="M12 5v14M6 13l6 6 6-6"/>',
    "arrow-left": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "arrow-right": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "arrow-up": '<path d="M12 19V5M6 11l6-6 6 6"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15ZM10 20.5h4"/>',
    "book": '<path d="M5 4.5h11a3 3 0 0 1 3 3V20H8a3 3 0 0 1-3-3Zm0 12.5a3 3 0 0 1 3-3h11"/>',
    "building": '<path d="M4 20V8l8-4 8 4v12M9 20v-5h6v5M8.5 10.5h.01M12 10.5h.01M15.5 10.5h.01"/>',
    "calendar": '<path d="M4 6h16v14H4ZM4 10.5h16M8 3.5V7M16 3.5V7"/>',
    "card": '<path d="M4 19.5h16M6.5 16v-4M12 16V5.5M17.5 16V9"/>',
    "chart": '<path d="M4 4v16h16M8 15l3.5-4.5 3 2.5L20 7"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "chevron-down": '<path d="m6 9 6 6 6-6"/>',
    "chevron-left": '<path d="m15 6-6 6 6 6"/>',
    "chevron-right": '<path d="m9 6 6 6-6 6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.2 2"/>',
    "comment": '<path d="M4 5.5h16V16h-8l-4.5 4V16H4Z"/>',
    "copy": '<path d="M8.5 8.5H20V20H8.5ZM15.5 8.5V4H4v11.5h4.5"/>',
    "download": '<path d="M12 4v11M7 10.5l5 4.5 5-4.5M4 20h16"/>',
    "edit": '<path d="m4 20 1-4.5L16.5 4 20 7.5 8.5 19Z"/>',
    "external": '<path d="M13 4h7v7M20 4l-9 9M17 13.5V20H4V7h6.5"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/>'
    '<circle cx="12" cy="12" r="3"/>',
    "file": '<path d="M6 3.5h8L18.5 8v12.5H6ZM14 3.5V8h4.5"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "flag": '<path d="M5 21V4h13l-3 4.5L18 13H5"/>',
    "funnel": '<path d="M4 5h16l-5.5 7v6.5l-5 1.5v-8Z"/>',
    "goal": '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="3.5"/>',
    "heart": '<path d="M12 20S4 15 4 9.3A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.3C20 15 12 20 12 20Z"/>',
    "help": '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.7a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 1.7"/>'
    '<path d="M12 16.6h.01"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.7h.01"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4'
    ' 4 0 0 0 5.7 5.7l1.2-1.2"/>',
    "lock": '<path d="M5.5 10.5h13V20h-13ZM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3"/>',
    "log-out": '<path d="M14 4H5v16h9M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5"/>',
    "mail": '<path d="M4 6h16v12H4ZM4 7l8 6 8-6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "more": '<path d="M5.5 12h.01M12 12h.01M18.5 12h.01"/>',
    "money": '<path d="M3 6.5h18v11H3Z"/><circle cx="12" cy="12" r="2.5"/><path d="M6.5 12h.01M17.5 12h.01"/>',
    "no": '<circle cx="12" cy="12" r="8.5"/><path d="m6.2 6.2 11.6 11.6"/>',
    "note": '<path d="M4.5 4.5h15v10l-5 5h-10ZM19.5 14.5h-5v5M8 9h8M8 12.5h4"/>',
    "offline": '<path d="M3 3l18 18M5 11.5a11 11 0 0 1 4-2.4M15.5 9.2a11 11 0 0 1 3.5 2.3M8.5 15a5.5 5.5 0 0 1'
    ' 5-1.4M12 18.5h.01"/>',
    "phone": '<path d="M6.5 4h3L11 8.5 9 10a11 11 0 0 0 5 5l1.5-2 4.5 1.5v3a1.5 1.5 0 0 1-1.6 1.5C11.5'
    ' 18.5 5.5 12.5 5 5.6A1.5 1.5 0 0 1 6.5 4Z"/>',
    "phone-back": '<path d="M20.5 8.5v-5M20.5 8.5h-5M20.5 8.5 14.5 3M5.5 5.5h2.7l1.4 4-1.8 1.4a10 10 0 0'
    " 0 4.5 4.5l1.4-1.8 4 1.4v2.7a1.3 1.3 0 0 1-1.4 1.3C9.8 18.5 4.6 13.2 4.1 7a1.4 1.4 0 0 1"
    ' 1.4-1.5Z"/>',
    "phone-off": '<path d="M3 3l18 18M7.6 7.6 9 10a11 11 0 0 0 5 5l2.4 1.4M6.5 4h3L11 8.5M15.5 13l4.5 1.5v3a1.5'
    ' 1.5 0 0 1-1.6 1.5C11.5 18.5 5.5 12.5 5 5.6"/>',
    "pin": '<path d="M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11Z"/><circle cx="12" cy="10" r="2.3"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "refer": '<circle cx="9" cy="8.5" r="3.2"/><path d="M3 19c.6-3.4 3-5 6-5 1.4 0 2.7.4 3.7 1.1'
    'M15 18.5h6M18 15.5v6"/>',
    "refresh": '<path d="M4.5 12a7.5 7.5 0 0 1 13-5.1L19.5 9M19.5 4.5V9H15M19.5 12a7.5 7.5 0 0 1-13 5.1L4.5'
    ' 15M4.5 19.5V15H9"/>',
    "scale": '<path d="M12 4v16M7 20h10M5 7h14M5 7l-2.5 6.5a3 3 0 0 0 5 0ZM19 7l-2.5 6.5a3 3 0 0 0 5 0Z"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "send": '<path d="M20.5 3.5 3.5 10l7 3.5 3.5 7ZM20.5 3.5l-10 10"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "star": '<path d="m12 4 2.5 5.2 5.5.8-4 4 1 5.7L12 17l-5 2.7 1-5.7-4-4 5.5-.8Z"/>',
    "talk": '<path d="M4 5.5h12v8.5H9.5L6 17v-3H4ZM19 9h1.5v8.5H19V20l-3-2.5h-4.5"/>',
    "today": '<circle cx="12" cy="12" r="3.8"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4'
    ' 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>',
    "trash": '<path d="M4 6.5h16M9 6.5V4h6v2.5M6 6.5 7 20h10l1-13.5M10 10.5v6M14 10.5v6"/>',
    "undo": '<path d="M8.5 5 4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-3"/>',
    "upload": '<path d="M12 15V4M7 8.5 12 4l5 4.5M4 20h16"/>',
    "user": '<circle cx="12" cy="8" r="3.8"/><path d="M4.5 20c.7-4 3.5-6 7.5-6s6.8 2 7.5 6"/>',
    "users": '<circle cx="9" cy="8.5" r="3.2"/><path d="M3 19c.6-3.4 3-5 6-5s5.4 1.6 6 5M15.5 5.6a3.2 3.2 0 0 1'
    ' 0 5.8M18 14.6c1.7.8 2.7 2.2 3 4.4"/>',
    "video": '<path d="M3 6.5h12v11H3ZM15 10.5l6-3v9l-6-3"/>',
    "voicemail": '<circle cx="7" cy="12" r="3.5"/><circle cx="17" cy="12" r="3.5"/><path d="M7 15.5h10"/>',
    "x": '<path d="m6 6 12 12M18 6 6 18"/>',
}

SYMBOLS = {
    "good": '<path d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Zm-1.2 11.6L3.4 8.3 4.7 7l2.1 2 4.4-4.6 1.4 1.3Z"/>',
    "watch": '<path d="m8 1 8 14H0Z"/>',
    "off": '<path d="M1 1h14v14H1Z"/>',
    "none": '<path d="M1 7h14v2.2H1Z"/>',
    "away": '<path d="M1 13 13 1h2.5v1L3.5 14l-1 1H1ZM1 6l5-5h2.6L1 8.6ZM15 10.5V13l-2 2h-2.6Z"/>',
}


def icon_svg(name: str, size: str = "") -> SafeString:
    """An icon beside words, or inside a control that has a name: always hidden from screen readers."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        f" icon-{size}" if size else "",
        mark_safe(ICONS[name]),  # noqa: S308 (a constant of this file)
    )


@cache
def symbol_svg(state: str) -> SafeString:
    return format_html(
        '<svg class="sym" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        mark_safe(SYMBOLS[state]),  # noqa: S308 (a constant of this file)
    )
