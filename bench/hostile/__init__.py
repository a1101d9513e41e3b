"""Broken and hostile hand-ins: see README.md."""
