/**
 * States by name, two-letter code and time zone of most of their people, to propose values for an election definition.
 * A clerk checks them: several states have two time zones.
 */

const ZONES: Readonly<Record<string, string>> = {
  "America/New_York":
    "CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia,IN Indiana,KY Kentucky,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,NH New Hampshire,NJ New Jersey,NY New York,NC North Carolina,OH Ohio,PA Pennsylvania,RI Rhode Island,SC South Carolina,VT Vermont,VA Virginia,WV West Virginia",
  "America/Chicago":
    "AL Alabama,AR Arkansas,IL Illinois,IA Iowa,KS Kansas,LA Louisiana,MN Minnesota,MS Mississippi,MO Missouri,NE Nebraska,ND North Dakota,OK Oklahoma,SD South Dakota,TN Tennessee,TX Texas,WI Wisconsin",
  "America/Denver": "CO Colorado,ID Idaho,MT Montana,NM New Mexico,UT Utah,WY Wyoming",
  "America/Phoenix": "AZ Arizona",
  "America/Los_Angeles": "CA California,NV Nevada,OR Oregon,WA Washington",
  "America/Anchorage": "AK Alaska",
  "Pacific/Honolulu": "HI Hawaii",
  "America/Puerto_Rico": "PR Puerto Rico",
};

export type UsState = { readonly code: string; readonly name: string; readonly timeZone: string };

const STATES: readonly UsState[] = Object.entries(ZONES).flatMap(([timeZone, states]) =>
  states.split(",").map((one) => ({ code: one.slice(0, 2), name: one.slice(3), timeZone })),
);

/** By two-letter code or name, without regard to case. */
export function usState(text: string): UsState | undefined {
  const wanted = text.trim().toLowerCase();
  return STATES.find((one) => one.code.toLowerCase() === wanted || one.name.toLowerCase() === wanted);
}
