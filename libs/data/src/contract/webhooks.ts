import { z } from 'zod';
import { WebhookEvent } from './terms';

export const AddWebhook = z.object({
  /** without a name and password in it, which logs and lists would show */
  url: z.url({ protocol: /^https?$/ }).max(500).refine((url) => new URL(url).username === '' && new URL(url).password === ''),
  events: z.array(z.enum(WebhookEvent.options)).min(1).max(WebhookEvent.options.length).transform((events) => [...new Set(events)]),
});
export type AddWebhook = z.output<typeof AddWebhook>;

export const OneWebhook = z.object({ webhookId: z.uuid() });
export type OneWebhook = z.output<typeof OneWebhook>;
export const SwitchWebhook = OneWebhook.extend({ isActive: z.boolean() });
export type SwitchWebhook = z.output<typeof SwitchWebhook>;

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly isActive: boolean;
  /** messages given up in a row; it is turned off after too many */
  readonly failures: number;
  readonly createdByName: string;
  readonly createdAt: Date;
}

export interface WebhookDelivery {
  readonly id: string;
  readonly url: string;
  readonly event: WebhookEvent | 'test';
  readonly status: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly httpStatus: number | null;
  readonly problem: WebhookProblem | null;
  readonly createdAt: Date;
}

/** Why a message has not arrived: turned off meanwhile, an address inside the network, no answer, an answer other than 2xx. */
export const WebhookProblem = z.enum(['off', 'private_address', 'no_answer', 'refused']);
export type WebhookProblem = z.output<typeof WebhookProblem>;

/** The only time the secret is told. */
export interface AddedWebhook {
  readonly id: string;
  readonly secret: string;
}
