/**
 * Stands in, by wrangler's [alias], for the parts of Bolt and Probot that only a Node server uses
 * (HTTP server, sockets, pretty logs). CommonJS, so that a named ESM import does not fail the build.
 * Whoever does reach it learns so at once.
 */
const absent = (path) =>
  new Proxy(function () {}, {
    get: (_, key) =>
      key === "__esModule" || typeof key === "symbol"
        ? undefined
        : absent(`${path}.${String(key)}`),
    apply: () => {
      throw new Error(`${path} does not exist in a Worker`);
    },
    construct: () => {
      throw new Error(`${path} does not exist in a Worker`);
    },
  });
module.exports = absent("absent");
