// A hand-written federated container: what JupyterLab, Notebook 7 and JupyterLite load first. No webpack, no node, no build step.
// The parts beside this file are plain ES modules; packages of the application itself come out of its share scope.
(() => {
  const here = document.currentScript.src;
  let scope;
  const shared = async (name) => {
    const versions = scope[name], newest = Object.keys(versions).pop();
    return (await versions[newest].get())();
  };
  (window._JUPYTERLAB ||= {})["who-says-so"] = {
    init: (given) => { scope = given; },
    get: async () => {
      const { makePlugin } = await import(new URL("plugin.js", here).href);
      const plugin = await makePlugin(shared, new URL("page.css", here).href);
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
