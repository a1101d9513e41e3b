// Put one Guard() inside any container of stock ipywidgets. It keeps Jupyter's command-mode keys away from
// the controls and adds the names and states that ipywidgets 8.1 leaves out.
import { BLOCK, keepKeys } from "./keys.js";

const FOCUSABLE = "button,select,input,textarea,summary,[tabindex]";
const labelOf = (node, within) => node.closest(within)?.querySelector(".widget-label")?.textContent.trim();

// The observer calls this again after our own changes, so each is made only where it is still missing.
function put(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

let groups = 0;

// ipywidgets gives its radio buttons no name, so that each is a group of its own: a Tab stop each, and no arrow keys.
function together(group) {
  const radios = [...group.querySelectorAll("input[type=radio]")], name = radios.find((r) => r.name)?.name || `wss-radio-${++groups}`;
  for (const radio of radios) put(radio, "name", name);
}

function fix(box) {
  for (const e of box.querySelectorAll(FOCUSABLE)) if (!e.hasAttribute(BLOCK)) put(e, BLOCK, "true"); // Notebook 7
  for (const handle of box.querySelectorAll(".noUi-handle[role=slider]")) {
    const text = labelOf(handle, ".widget-slider");
    if (text) put(handle, "aria-label", text);
  }
  for (const group of box.querySelectorAll(".widget-toggle-buttons,.widget-radio")) {
    const text = group.querySelector(":scope > .widget-label")?.textContent.trim();
    put(group, "role", group.classList.contains("widget-radio") ? "radiogroup" : "group");
    if (text) put(group, "aria-label", text);
    if (group.classList.contains("widget-radio")) together(group);
  }
  for (const b of box.querySelectorAll(".widget-toggle-button")) put(b, "aria-pressed", String(b.classList.contains("mod-active")));
  for (const readout of box.querySelectorAll(".widget-readout[contenteditable=true]")) {
    put(readout, "role", "textbox");
    put(readout, "aria-label", `${labelOf(readout, ".jupyter-widgets") || "Value"}: type a value`);
  }
  for (const b of box.querySelectorAll("button[title]")) if (!b.textContent.trim() && !b.getAttribute("aria-label")) put(b, "aria-label", b.title);
}

function render({ el }) {
  el.style.display = "none";
  let box = null, seen = null, timer = 0, keys = null;
  const start = () => {
    box = el.closest(".jp-OutputArea-output, .widget-vbox, .widget-hbox");
    if (!box) { timer = setTimeout(start, 50); return; } // not yet in the page
    keys = keepKeys(box);
    seen = new MutationObserver(() => fix(box));
    seen.observe(box, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    fix(box);
  };
  timer = setTimeout(start, 0);
  return () => { clearTimeout(timer); seen?.disconnect(); keys?.destroy(); };
}

export default { render };
