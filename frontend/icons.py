"""Draws the icons of the installed app from the mark: `python frontend/icons.py`. What it makes is committed."""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "salesleader" / "static" / "icons"
ACCENT, WHITE, CLEAR = "#0b5f6b", "#ffffff", (0, 0, 0, 0)
FINE = 8  # drawn so many times larger, then made smaller, so that edges are smooth
BARS = [(7, 18, 12, 26), (13.5, 13, 18.5, 26), (20, 6, 25, 26)]  # in a square of 32, as favicon.svg has them


def mark(size: int, *, scale: float = 1.0, round_corners: bool = True) -> Image.Image:
    """The three bars on the accent; `scale` shrinks them into what no mask cuts off."""
    big = size * FINE
    picture = Image.new("RGBA", (big, big), CLEAR)
    pen = ImageDraw.Draw(picture)
    unit = big / 32
    pen.rounded_rectangle((0, 0, big - 1, big - 1), radius=7 * unit if round_corners else 0, fill=ACCENT)
    for bar in BARS:
        pen.rectangle([(16 + (place - 16) * scale) * unit for place in bar], fill=WHITE)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def plus(size: int) -> Image.Image:
    """Log: the plus of the bottom bar."""
    big = size * FINE
    picture = Image.new("RGBA", (big, big), CLEAR)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((0, 0, big - 1, big - 1), fill=ACCENT)
    middle, arm, half = big / 2, big * 0.24, big * 0.035
    pen.rounded_rectangle((middle - arm, middle - half, middle + arm, middle + half), half, fill=WHITE)
    pen.rounded_rectangle((middle - half, middle - arm, middle + half, middle + arm), half, fill=WHITE)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    pictures = {
        "icon-192": mark(192), "icon-512": mark(512), "shortcut-today": mark(96), "shortcut-log": plus(96),
        "maskable-192": mark(192, scale=0.72, round_corners=False),
        "maskable-512": mark(512, scale=0.72, round_corners=False),
        "apple-touch-icon": mark(180, scale=0.86, round_corners=False).convert("RGB"),
    }  # fmt: skip
    for name, picture in pictures.items():
        picture.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
