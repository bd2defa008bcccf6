export { deleteWebhook, findDelivery, insertDeliveries, insertTestDelivery, insertWebhook, listDeliveries, listWebhooks, noteAttempt, switchWebhook, type Answer } from './webhooks';
