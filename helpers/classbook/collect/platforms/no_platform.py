"""No platform: each folder, zip or notebook is called after its learner."""

from __future__ import annotations

LMS = ""
