"""The demo: Brightwater, a small firm that sells packaging to people who make food.

`people` says who works there, `story` tells from a fixed seed what they did in 26 weeks, `load` brings it in
through the same services as everything else. Everyone and everything in it is made up.
"""
