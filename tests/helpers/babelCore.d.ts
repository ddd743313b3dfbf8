/** What the tests use of Babel; its types are not installed. */
declare module "@babel/core" {
  export function transformSync(code: string, options: object): { readonly ast: unknown } | null;
}
