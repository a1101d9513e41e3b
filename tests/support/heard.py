"""What a screen reader meets, in the browser's own accessibility tree: Chromium's, by its debugging protocol."""

from __future__ import annotations

_SILENT = {"none", "generic", "InlineTextBox", "ListMarker", "LineBreak", "paragraph", "LabelText", "Legend", "MenuListPopup", "strong"}
_STATES = ("checked", "pressed", "selected", "disabled", "invalid")


def _value(part) -> str:
    return str((part or {}).get("value", "")).strip()


def _states(node) -> list[str]:
    """What is said of a node besides role and name: only what is so."""
    own = {p["name"]: p["value"].get("value") for p in node.get("properties", [])}
    level = [f"level {own['level']}"] if "level" in own else []
    folded = ["folded"] if own.get("expanded") is False else []
    return level + folded + [name for name in _STATES if own.get(name) not in (None, False, "false")]


def tree(page, selector: str) -> list[str]:
    """Return what stands under an element, in order: role, “name”, its states, and [what describes it]. Words that are a control's name already are not told again."""
    session = page.context.new_cdp_session(page)
    try:
        session.send("DOM.enable")
        session.send("Accessibility.enable")
        found = session.send("Runtime.evaluate", {"expression": f"document.querySelector({selector!r})"})["result"]["objectId"]
        start = session.send("DOM.describeNode", {"objectId": found})["node"]["backendNodeId"]
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    by_id = {n["nodeId"]: n for n in nodes}
    root = next(n for n in nodes if n.get("backendDOMNodeId") == start)
    lines, named = [], [""]

    def walk(node, above: str) -> None:
        role, name = _value(node.get("role")), _value(node.get("name"))
        if not node.get("ignored") and role == "StaticText":
            if name and name not in above and name != named[-1]:
                lines.append(name)
        elif not node.get("ignored") and role not in _SILENT:
            described = _value(node.get("description"))
            lines.append(" ".join([role, *([f"“{name}”"] if name else []), *_states(node), *([f"[{described}]"] if described else [])]))
            named.append(name)
        inside = name if role != "StaticText" and name else above
        for child in node.get("childIds", []):
            walk(by_id[child], inside)

    walk(root, "")
    return lines
