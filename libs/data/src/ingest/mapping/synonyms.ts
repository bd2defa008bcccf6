/** Names under which companies export a field, English first, then Chinese, German, French and Spanish; compared by {@link normalizeName}. */
const date = 'date, invoice date, order date, sale date, sales date, sold on, transaction date, purchase date, posting date, created at, order time, day, week, ds, timestamp, 日期, 订单日期, 下单日期, 下单时间, 销售日期, 销售时间, 交易日期, 交易时间, 成交时间, 成交日期, 付款时间, 支付时间, 开票日期, 单据日期, 业务日期, 出库日期, 出库时间, 时间, 订单时间, 创建时间, datum, rechnungsdatum, date de vente, date facture, fecha';
const productCode = 'product code, stock code, sku, sku id, sku code, product id, product no, product number, item code, item no, item number, item id, item, article, article no, article number, article code, material, material number, part no, part number, upc, ean, barcode, asin, plu, goods id, 商品编码, 商品编号, 商品代码, 商品id, 货号, 产品编码, 产品编号, 产品代码, 产品id, 物料编码, 物料编号, 物料号, 存货编码, 条码, 条形码, 商品条码, 款号, sku编码, sku编号, 货品编码, 货品编号, 品号, artikelnummer, artikel, référence, codigo producto, código';
const productName = 'product name, description, item description, item name, product description, article name, product, product title, title, name, goods name, 商品名称, 商品名, 品名, 产品名称, 产品名, 货品名称, 物料名称, 存货名称, 商品描述, 商品, 产品, 描述, 名称, bezeichnung, artikelbezeichnung, désignation, descripción';
const quantity = 'quantity, qty, units, units sold, pieces, pcs, sold quantity, sales quantity, quantity sold, order quantity, ordered quantity, order qty, qty sold, sold, y, 数量, 销量, 销售数量, 件数, 购买数量, 出库数量, 订购数量, 订单数量, 商品数量, 销售量, menge, anzahl, quantité, cantidad';
const locationCode = 'location, location code, location id, store, store id, store code, store no, store number, store name, shop, shop id, branch, branch code, outlet, warehouse, warehouse code, site, depot, 门店, 门店编号, 门店编码, 门店代码, 门店名称, 店铺, 店铺编号, 店铺名称, 店号, 分店, 仓库, 仓库编码, 仓库编号, 仓库名称, 网点, 地点, 机构, filiale, lager, magasin, tienda';
const customerCode = 'customer id, customer, customer code, customer no, customer number, client id, client, client code, member id, member no, user id, account, account no, account number, buyer, buyer id, shopper id, 客户编号, 客户编码, 客户代码, 客户id, 客户号, 客户, 会员号, 会员编号, 会员id, 会员卡号, 顾客编号, 顾客id, 用户id, 用户编号, 买家, 买家id, kundennummer, kunde, numéro client, cliente';
const email = 'email, e-mail, email address, mail, 邮箱, 电子邮箱, 电子邮件';
const country = 'country, country name, nation, country region, 国家, 国家地区, 国别, 地区, land, pays, país';
const category = 'category, product category, department, dept, group, product group, family, class, 类别, 分类, 品类, 商品分类, 商品类别, 产品类别, 产品分类, 部门, kategorie, warengruppe, catégorie, categoría';
const supplierCode = 'supplier, supplier code, supplier id, vendor, vendor code, vendor id, vendor no, 供应商, 供应商编码, 供应商编号, 供应商代码, 供货商, lieferant, fournisseur, proveedor';
const leadTimeDays = 'lead time, lead time days, leadtime, delivery days, delivery time, 交货期, 提前期, 采购提前期, 交货天数, 到货天数, 采购周期, lieferzeit';
const personName = (role: string, chinese: string) => `name, ${role} name, company, company name, full name, 名称, 姓名, ${chinese}名称, ${chinese}, ${chinese}姓名`;

const fields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sales: {
    date,
    time: 'time, sale time, time of day, transaction time, 时刻, 销售时刻, uhrzeit, heure',
    orderNo: 'invoice no, invoice number, invoice id, invoice, order no, order number, order id, order, receipt, receipt no, receipt number, transaction id, transaction no, ticket, ticket no, bill no, bill number, document no, basket id, 订单号, 订单编号, 单号, 发票号, 发票号码, 发票编号, 单据编号, 单据号, 小票号, 流水号, 交易号, 交易流水号, 销售单号, 出库单号, rechnungsnummer, belegnummer, bestellnummer, numéro facture, factura',
    productCode,
    productName,
    quantity,
    unitPrice: 'unit price, price, selling price, sales price, price per unit, price each, net price, retail price, 单价, 售价, 销售单价, 价格, 成交价, 成交单价, 零售价, 商品单价, 含税单价, einzelpreis, preis, prix unitaire, prix, precio',
    amount: 'amount, total, line total, total price, total amount, line amount, sales, sales amount, net sales, net amount, revenue, turnover, extended price, 金额, 销售额, 总价, 总金额, 销售金额, 小计, 实付金额, 成交金额, 合计, 合计金额, betrag, gesamtpreis, umsatz, montant, importe',
    customerCode,
    country,
    locationCode,
  },
  products: {
    code: `code, id, ${productCode}`,
    name: productName,
    category,
    unit: 'unit, unit of measure, uom, 单位, 计量单位, einheit, unité, unidad',
    supplierCode,
    cost: 'cost, unit cost, cost price, purchase price, buying price, 成本, 成本价, 进价, 采购价, 进货价, 单位成本, einkaufspreis, coût',
    price: 'price, unit price, selling price, sales price, list price, retail price, rrp, 价格, 单价, 售价, 零售价, 销售价, 标价, verkaufspreis, preis, prix, precio',
    packSize: 'pack size, case size, case pack, pack, units per case, units per pack, carton quantity, 包装数, 箱规, 装箱数, 包装规格, 每箱数量, verpackungseinheit',
    minimumOrder: 'minimum order, minimum order quantity, min order, min order qty, moq, 最小起订量, 起订量, 最小订购量, mindestbestellmenge',
    leadTimeDays,
    launchedOn: 'launched on, launch date, introduced, introduction date, start date, available from, 上市日期, 上架日期, 上架时间, 启用日期',
    discontinuedOn: 'discontinued on, discontinued, end date, end of life, delisted on, 下架日期, 下架时间, 停售日期, 停产日期',
    isService: 'is service, service, non stock, 服务, 是否服务',
  },
  stock: {
    productCode: `code, ${productCode}`,
    locationCode,
    countedOn: 'counted on, counted, counted at, count date, stock date, as of, snapshot date, inventory date, 盘点日期, 库存日期, 截止日期, date, 日期, datum, 时间',
    onHand: 'on hand, on hand quantity, stock, stock on hand, stock level, inventory, quantity on hand, qty on hand, available, quantity, qty, balance, 库存, 库存数量, 库存量, 现存量, 在库数量, 可用库存, 可用数量, 结存, 结存数量, 数量, bestand, stock disponible, existencias',
    onOrder: 'on order, on order quantity, ordered, incoming, in transit, open orders, 在途, 在途数量, 已订数量, 采购在途, 在单量',
  },
  suppliers: {
    code: `code, id, ${supplierCode}`,
    name: personName('supplier', '供应商') + ', vendor name',
    email,
    leadTimeDays,
    minimumOrder: 'minimum order, minimum order value, minimum order amount, min order, min order value, 最小订货金额, 起订金额, 最低订购金额, mindestbestellwert',
  },
  customers: {
    code: `code, id, ${customerCode}`,
    name: personName('customer', '客户') + ', client name, 会员名称, 会员姓名, 顾客姓名',
    email,
    segment: 'segment, customer segment, group, customer group, type, tier, level, 客户分组, 分组, 等级, 会员等级, 客户等级, 客户类型',
    country,
    hasConsent: 'has consent, consent, marketing consent, opt in, newsletter, subscribed, may contact, 同意营销, 是否同意, 营销许可, 订阅',
    hasLeft: 'has left, left, churn, churned, has churned, is churn, churn label, churn flag, attrition, attrition flag, exited, cancelled, canceled, 流失, 是否流失, 已流失, 流失标签, 离网, 是否离网, gekündigt, résilié',
    attribute: 'attributes',
  },
  locations: { code: `code, id, ${locationCode}`, name: personName('location', '门店') + ', store name, shop name, warehouse name, branch name, 仓库名称, 店铺名称' },
  promotions: {
    name: 'name, promotion, promotion name, campaign, campaign name, offer, title, 促销名称, 活动名称, 活动, 促销, 名称',
    productCode: `code, ${productCode}`,
    category,
    locationCode,
    startsOn: 'starts on, start date, start, from, valid from, begin, begins on, date from, 开始日期, 开始时间, 起始日期, 活动开始, 生效日期, von, début',
    endsOn: 'ends on, end date, end, to, until, valid to, valid until, date to, 结束日期, 结束时间, 截止日期, 活动结束, 失效日期, bis, fin',
    discountPercent: 'discount percent, discount, discount %, percent off, discount rate, 折扣, 折扣率, 优惠比例, 优惠幅度, rabatt, remise',
  },
  orders: {
    orderNo: 'purchase order, purchase order no, purchase order number, po, po no, po number, order no, order number, order id, order, document no, receipt no, delivery no, 采购订单, 采购订单号, 采购单, 采购单号, 订单号, 订单编号, 单号, 单据号, 单据编号, 进货单号, 入库单号, 订货单号, bestellnummer, bestellung, numéro commande, commande, pedido',
    supplierCode,
    productCode: `code, ${productCode}`,
    locationCode: `${locationCode}, ship to, deliver to, delivered to, 收货仓库, 入库仓库, 收货门店, 收货地点`,
    orderedOn: 'ordered on, order date, date ordered, po date, purchase date, placed on, date, created at, 下单日期, 下单时间, 订购日期, 订货日期, 采购日期, 订单日期, 单据日期, 日期, bestelldatum, date commande, fecha pedido',
    expectedOn: 'expected on, expected date, expected delivery, due date, due, due on, eta, promised on, promised date, delivery date, requested date, need by, needed by, 预计到货日期, 预计到货, 预计到货时间, 预计交货日期, 计划到货日期, 要求到货日期, 交货日期, 交期, liefertermin, date livraison prévue',
    receivedOn: 'received on, received date, date received, receipt date, delivered on, arrived on, goods received, 到货日期, 实际到货日期, 收货日期, 入库日期, 到货时间, 入库时间, wareneingang, date réception, fecha recepción',
    quantity: `${quantity}, ordered, 采购数量, 订货数量, 下单数量`,
    receivedQuantity: 'received quantity, received qty, quantity received, qty received, received, delivered quantity, delivered, 到货数量, 收货数量, 入库数量, 实收数量, 已收数量, 已到数量, gelieferte menge, quantité reçue',
    unitCost: 'unit cost, cost, cost price, purchase price, buying price, unit price, price, 采购单价, 采购价, 进货价, 进价, 成本价, 单位成本, 单价, einkaufspreis, prix achat, coût unitaire',
  },
};

/** Letters and digits only, in small letters, full-width forms made plain: `Invoice_No.` and `InvoiceNo` are one name. */
export function normalizeName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const known = new Map(
  Object.entries(fields).map(([kind, names]) => [kind, new Map(Object.entries(names).map(([field, list]) => [field, new Set([field, ...list.split(',')].map(normalizeName))]))]),
);

/** Normalised names of each field of a kind. */
export const synonymsOf = (kind: string): ReadonlyMap<string, ReadonlySet<string>> => known.get(kind) ?? new Map();
