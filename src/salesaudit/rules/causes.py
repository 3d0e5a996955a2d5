"""Causes that several rules see: the most specific rule speaks, the others ask here and keep silent.

Rules never read the outcomes of other rules; they share these judgements.
"""
