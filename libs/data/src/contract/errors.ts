import { z } from 'zod';

/** Status of each failure an operation can report; the dashboard translates `errors.<code>`. */
export const errorStatus = {
  'auth.signed_out': 401,
  'auth.role_missing': 403,
  'auth.organization_missing': 403,
  'company.last_owner': 409,
  'request.invalid': 400,
  'not_found': 404,
  'import.not_found': 404,
  'import.wrong_status': 409,
  'import.file_gone': 410,
  'import.file_empty': 422,
  'import.no_lines': 422,
  'import.file_too_large': 413,
  'import.file_not_text': 422,
  'import.file_unreadable': 422,
  'import.sheet_missing': 422,
  'import.encoding_unknown': 422,
  'import.header_missing': 422,
  'import.column_missing': 422,
  'import.column_twice': 422,
  'import.has_problems': 409,
  'import.no_good_lines': 422,
  'import.undo_blocked': 409,
  'training.not_found': 404,
  'training.already_running': 409,
  'training.already_finished': 409,
  'training.history_too_short': 422,
  'training.no_sales': 422,
  'training.process_killed': 500,
  'training.out_of_memory': 500,
  'training.process_failed': 500,
  'training.worker_lost': 500,
  'forecast.series_not_found': 404,
  'forecast.none_yet': 404,
  'forecast.period_not_ahead': 422,
  'forecast.override_not_found': 404,
  'forecast.product_not_found': 404,
  'promotion.not_found': 404,
  'promotion.target_not_found': 404,
  'promotion.imported': 409,
  'inventory.item_not_found': 404,
  'inventory.edit_not_found': 404,
  'inventory.edit_superseded': 409,
  'inventory.order_not_found': 404,
  'inventory.order_wrong_status': 409,
  'inventory.nothing_approved': 422,
  'inventory.nothing_to_move': 422,
  'inventory.view_not_found': 404,
  'inventory.no_stock': 422,
  'recommendation.none_yet': 404,
  'recommendation.customer_not_found': 404,
  'recommendation.product_not_found': 404,
  'recommendation.exclusion_not_found': 404,
  'recommendation.too_few_purchases': 422,
  'churn.none_yet': 404,
  'churn.customer_not_found': 404,
  'churn.too_little_data': 422,
  'token.missing': 401,
  'token.unknown': 401,
  'token.revoked': 401,
  'token.expired': 401,
  'token.scope_missing': 403,
  'token.too_many_requests': 429,
  'token.not_found': 404,
  'privacy.customer_not_found': 404,
  'privacy.customers_exist': 409,
  'export.failed': 500,
  'server.unavailable': 503,
  'server.failed': 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;
/** A code as it was stored. */
export const ErrorCode = z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]);

/** An operation that cannot be done, with what the user needs to know about why. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly params: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = 'DomainError';
  }
}
