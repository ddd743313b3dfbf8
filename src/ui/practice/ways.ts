import { type WayId, wayIds } from "../../domain/situationRules.ts";

/** Whether an event's word for an outcome is one of the ways that the screens have words for. */
export const isWay = (outcome: string): outcome is WayId => wayIds.some((way) => way === outcome);
