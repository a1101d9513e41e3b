// “Hand in”: asks once for the name, saves the notebook, makes the file, offers it as a download, and says what to do with it.
import { h, keepKeys } from "./dom.js";

const WAIT_FOR_ANSWERS = 5000; // ms for an answer that is on its way to the disk

/** Whether every exercise on the page says that it is saved; the first that does not, by title. */
export function unsaved(root) {
  const line = root.querySelector(".wss-state[data-state=saving], .wss-state[data-state=busy], .wss-state[data-state=failed]");
  return line ? line.closest("section[data-exercise]")?.getAttribute("aria-label") || "an exercise" : "";
}

async function answersSaved(root) {
  document.activeElement?.blur?.(); // a text box sends what was typed when it is left
  for (const end = Date.now() + WAIT_FOR_ANSWERS; unsaved(root) && Date.now() < end; ) await new Promise((go) => setTimeout(go, 100));
  return unsaved(root);
}

function download(name, bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
  const link = h("a", { href: url, download: name }, "Download it again");
  link.click();
  return link;
}

/** Returns a function that opens the dialog. `state()` is what the kernel said last. */
export function makeHandIn(panel, ask, state) {
  const said = h("p", { role: "status" });
  const name = h("input", { type: "text", maxlength: "80", autocomplete: "name", id: "wss-name" });
  const go = h("button", { type: "submit", class: "wss-page-button wss-page-main" }, "Make the file");
  const stop = h("button", { type: "button", class: "wss-page-button", onclick: () => box.close() }, "Not yet");
  const form = h("form", { onsubmit: (e) => { e.preventDefault(); handIn(); } },
    h("h2", {}, "Hand in"), h("p", { class: "wss-page-count" }),
    h("label", { for: "wss-name" }, "Your name as your teacher knows it"), name,
    h("p", { class: "wss-page-faint" }, "It goes into the name of the file. You can leave it empty."),
    said, h("div", { class: "wss-page-row" }, go, stop));
  const box = h("dialog", { class: "wss-page-dialog", "aria-label": "Hand in" }, form);
  keepKeys(box);
  document.body.append(box);
  panel.disposed.connect(() => box.remove());

  async function handIn() {
    go.disabled = true;
    said.textContent = "Saving…";
    try { await attempt(); } finally { go.disabled = false; }
  }

  async function attempt() {
    const open = await answersSaved(panel.content.node);
    if (open) { said.textContent = `The answer to “${open}” is not saved yet. Look at the line under it, then hand in.`; return; }
    const made = await ask("hand_in", { name: name.value });
    if (made.problem) { said.textContent = made.problem; return; }
    let inNotebook = true;
    try { await panel.context.save(); } catch { inNotebook = false; }
    const file = await ask("file");
    if (file.problem || !file.bytes) { said.textContent = file.problem || "The file could not be made. Give your teacher the notebook."; return; }
    const link = download(file.file, file.bytes);
    said.replaceChildren(`The file ${file.file} is among your downloads. Give it to your teacher in the way your class does (upload it, or send it). `, link,
      inNotebook ? "" : " The notebook itself could not be saved; the file holds your answers all the same.");
    go.textContent = "Make it again";
    stop.textContent = "Done";
    stop.focus();
  }

  return () => {
    const { done = 0, total = 0, begun = 0, name: known = "" } = state();
    form.querySelector(".wss-page-count").textContent = done < total ? `${done} of ${total} exercises ${done === 1 ? "is" : "are"} answered${begun ? `, ${begun} ${begun === 1 ? "is" : "are"} begun` : ""}. You can hand in now and again later.` : `All ${total} exercises are answered.`;
    name.value = known;
    said.textContent = "";
    go.textContent = "Make the file";
    stop.textContent = "Not yet";
    box.showModal();
    (known ? go : name).focus();
  };
}
