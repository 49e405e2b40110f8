"""Reads a file for what it is and writes it anew without the hidden data we know how to find, in a child process.

A library of its own: it knows no Django, no settings and no keys, and speaks in codes, which `files.terms` turns into
sentences. `parent.clean` is the one thing to call; `words` says what passes between parent and child; everything else
runs in the child.
"""
