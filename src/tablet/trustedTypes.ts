/**
 * First import of every page: the one Trusted Types policy. It lets no string become HTML (React builds the DOM node by
 * node; react-aria clears its announcer with the empty string) and no script come from another origin. Without it the
 * Content-Security-Policy of the endpoint would refuse the workers that the app starts.
 */
type Policy = { createHTML: (text: string) => string; createScriptURL: (url: string) => string };
type Factory = { createPolicy: (name: string, policy: Policy) => unknown };

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;

factory?.createPolicy("default", {
  createHTML: (text) => {
    if (text === "") return text;
    throw new TypeError("HTML from a string");
  },
  createScriptURL: (url) => {
    if (new URL(url, location.origin).origin !== location.origin) throw new TypeError("a script from elsewhere");
    return url;
  },
});
