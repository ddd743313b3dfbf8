/** What each role is called on the screens. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Role } from "../../domain/eventFields.ts";

export const roleName: Record<Role, MessageDescriptor> = {
  pollWorker: msg`poll worker`,
  inspector: msg`inspector`,
  secondOfficer: msg`second officer`,
  trainer: msg`trainer`,
  rover: msg`rover`,
  administrator: msg`county office`,
  auditor: msg`auditor`,
};
