"""A file that somebody sent, read as a picture and written anew. No queries, no clock.

What it is, is told by its first bytes, never by its name or what the browser says. Whatever else was in the file
(where it was taken, by which device, profiles, comments, a second file behind the picture) is not in what we keep:
only its colours are, drawn on a canvas of ours and encoded by us.
"""

import hashlib
import io
import re
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MB = 1_000_000
LARGEST_FILE = 15 * MB
# A phone takes 12 to 24 million; decoded, 30 million are 120 MB for a moment.
MOST_PIXELS, LONGEST_SIDE = 30_000_000, 12_000
SHORTEST_SIDE = 16
FORMATS = ("JPEG", "PNG", "WEBP")
# What the browser offers. Telephones turn their own kind of picture into the first of these.
ACCEPT = "image/jpeg,image/png,image/webp"
CONTENT_TYPE = "image/webp"
LARGE, SMALL = 320, 96
# A page or script that poses as a picture. None of it would survive; it is refused so that nobody wonders.
MARKUP = re.compile(rb"<(?:script|!doctype|html|svg[\s>/]|\?php|iframe)", re.IGNORECASE)


@dataclass(frozen=True)
class Drawn:
    """A picture as it is kept: both sizes, and the digest of the large one."""

    large: bytes
    small: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.large).hexdigest()


def draw_photo(file: BinaryIO) -> Drawn:
    """A face: the middle of the picture, a little above, cut square."""
    return drawn(file, lambda image, side: ImageOps.fit(image, (side, side), centering=(0.5, 0.4)))


def draw_logo(file: BinaryIO) -> Drawn:
    """A logo: all of it, on white where it is not square or lets light through."""
    return drawn(file, lambda image, side: ImageOps.contain(image, (side, side)))


def drawn(file: BinaryIO, cut) -> Drawn:
    image = opened(file)
    sides = [written(on_white(cut(image, side), side)) for side in (LARGE, SMALL)]
    return Drawn(*sides)


def opened(file: BinaryIO) -> Image.Image:
    """The picture, upright and in colours. Refuses what is no picture, too large a one, and half a one."""
    refuse_pages(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow's own bounds; ours are narrower and asked right after
            image = Image.open(file, formats=FORMATS)
    except Exception as error:  # decoders raise anything at bytes that were made to hurt them
        raise ValidationError(
            _("This is no picture that we can read. Choose a JPEG, PNG or WebP file.")
        ) from error
    refuse_sizes(*image.size)
    try:
        image.draft("RGB", (LARGE * 2, LARGE * 2))  # a large JPEG is decoded at a fraction of its size
        return in_colours(ImageOps.exif_transpose(image))
    except Exception as error:
        raise ValidationError(
            _("This file is damaged or cut off. Choose it once more, or another one.")
        ) from error


def refuse_pages(file: BinaryIO) -> None:
    data = file.read(LARGEST_FILE + 1)
    file.seek(0)
    if len(data) > LARGEST_FILE:
        raise ValidationError(
            _("This file is larger than %(most)s MB. Choose a smaller one.") % {"most": LARGEST_FILE // MB}
        )
    if MARKUP.search(data):
        raise ValidationError(
            _("This file holds a web page or a drawing in code. Choose a JPEG, PNG or WebP file.")
        )


def refuse_sizes(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise ValidationError(
            _(
                "This picture is %(width)s by %(height)s pixels, too many for us."
                " Choose one of at most %(most)s million."
            )
            % {"width": width, "height": height, "most": MOST_PIXELS // 1_000_000}
        )
    if min(width, height) < SHORTEST_SIDE:
        raise ValidationError(_("This picture is too small to be seen. Choose a larger one."))


def in_colours(image: Image.Image) -> Image.Image:
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def on_white(image: Image.Image, side: int) -> Image.Image:
    """In the middle of a new canvas: nothing of the file comes along but its colours."""
    canvas = Image.new("RGB", (side, side), "white")
    place = ((side - image.width) // 2, (side - image.height) // 2)
    canvas.paste(image, place, image if image.mode == "RGBA" else None)
    return canvas


def written(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=85)
    return out.getvalue()
