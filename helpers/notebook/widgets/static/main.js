import { render } from "./shell.js";

export default { render };
