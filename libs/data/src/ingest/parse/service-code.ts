const SERVICE_NAME =
  /^(?:dotcom )?postage$|^(?:carriage|freight|shipping|delivery)(?: (?:costs?|fees?|charges?))?$|^(?:bank charges|amazon fees?|cruk commission|adjust bad debt|manual|discounts?|samples?|gift voucher.*|gift card.*|pads to match all cushions)$|^(?:运费|邮费|快递费|配送费|手续费|服务费|优惠|折扣|赠品券|礼品卡)$/i;

/** Whether a code has no digit, as postage, fees and adjustments have in a shop whose products are numbered. */
export const isWordCode = (code: string) => !/\d/.test(code);

/** Names of charges, not of things on a shelf, as a Postgres regular expression for `~*`. */
export const servicePattern = SERVICE_NAME.source;
