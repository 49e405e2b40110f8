"""A house with nothing in it but every component of the ui room, for builders to look at and for axe to check.

To look at it by hand: `python -m tests.browser.gallery 8799` and open http://127.0.0.1:8799/in/gallery/ .
"""
