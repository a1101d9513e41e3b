// Runs cells in the site’s own Python (Pyodide, without a browser). usage: node in_pyodide.mjs SITE JOBS
// JOBS is a file: [[folder, code], …], run in order in one kernel. Prints one line: [{status, traceback, shown: [{mime: text}, …], printed}, …].
import { readdirSync, readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [site, jobs] = process.argv.slice(2), place = `${site}/static/pyodide/`;
const { loadPyodide } = await import(pathToFileURL(`${place}pyodide.mjs`).href);
const py = await loadPyodide({ indexURL: place, packages: ["who-says-so"], stdout: () => {}, stderr: () => {} });
await py.runPythonAsync("import pyodide_kernel");
const kernel = py.runPython("import pyodide_kernel; pyodide_kernel.kernel_instance");
const plain = (value) => value?.toJs?.({ dict_converter: Object.fromEntries }) ?? value;

function place_files(from, to) {
  py.FS.mkdirTree(to);
  for (const name of readdirSync(from)) {
    if (statSync(`${from}/${name}`).isDirectory()) place_files(`${from}/${name}`, `${to}/${name}`);
    else py.FS.writeFile(`${to}/${name}`, new Uint8Array(readFileSync(`${from}/${name}`)));
  }
}
place_files(`${site}/files`, "/drive");

let shown = [], printed = "";
const shell = kernel.interpreter;
shell.send_comm = () => {};
shell.display_pub.display_data_callback = shell.display_pub.update_display_data_callback = (data) => { shown.push(plain(data)); };
shell.displayhook.publish_execution_result = (count, data) => { shown.push(plain(data)); };
for (const name of ["stdout_stream", "stderr_stream"]) py.globals.get("pyodide_kernel")[name].publish_stream_callback = (_, text) => { printed += text; };

const results = [];
for (const [folder, code] of JSON.parse(readFileSync(jobs, "utf8"))) {
  shown = [], printed = "";
  py.runPython(`import os; os.chdir(${JSON.stringify(folder)})`);
  const { status, traceback } = plain(await kernel.run(code));
  results.push({ status, traceback: traceback || [], shown, printed });
}
process.stdout.write(JSON.stringify(results, (_, v) => (ArrayBuffer.isView(v) ? [...v] : v)) + "\n");
