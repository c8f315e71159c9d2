#!/usr/bin/env python3
"""Django's command line. Commands that change the schema connect as the owner role, all others as the application."""

import os
import sys

OWNER_COMMANDS = {"migrate", "sqlmigrate", "flush", "dbshell", "inspectdb", "sqlflush", "squashmigrations"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesleader.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("SALESLEADER_DB_ROLE", "owner")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
