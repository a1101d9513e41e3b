// The worker of a page's Python, begun by start.js before JupyterLab asks for one.
import { begin } from "./python.js";
import "@KERNEL@"; // JupyterLite's own, written by the build: it answers JupyterLab, and asks python.js for Pyodide

begin();
