"""Fixtures of the browser site’s tests."""

from built_site import site  # noqa: F401
