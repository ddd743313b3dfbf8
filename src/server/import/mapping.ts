/** placeholder */
export type Mapping = { readonly format: "turnout-mapping/1" };
