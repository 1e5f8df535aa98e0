"""Medicines that only a prescription can bring: a sheet that names one is for a patient, not for display."""

from __future__ import annotations

import re

PRESCRIPTION_ONLY = frozenset((
    "amitriptyline", "baclofen", "buprenorphine", "carbamazepine", "celecoxib", "clonazepam", "dantrolene",
    "diazepam", "dosulepin", "duloxetine", "etoricoxib", "fentanyl", "gabapentin", "hydromorphone", "imipramine",
    "indometacin", "ketamine", "ketorolac", "lofepramine", "meloxicam", "methadone", "methocarbamol", "morphine",
    "nortriptyline", "oxycodone", "pethidine", "prednisolone", "pregabalin", "tapentadol", "tizanidine",
    "topiramate", "tramadol", "venlafaxine",
))  # fmt: skip
"""Medicines for pain that are sold on prescription alone in the UK (BNF, legal category POM)."""


def names_prescription_only(*texts: str) -> bool:
    """Tell whether a text names a prescription-only medicine: such a sheet is not for display (CAP Code 12.12)."""
    return any(word in PRESCRIPTION_ONLY for text in texts for word in re.findall(r"[a-z]+", text.casefold()))
