"""Why a whole file can't be taken, as a sentence for the person who sent it."""


class ImportRefused(Exception):
    """The file, its mapping or a column is wrong. Nothing was taken; the message says what to do."""
