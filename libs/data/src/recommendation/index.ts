export { listContactedCustomers } from './contacts';
export { findCustomerByCode, findProductByCode, listBestSellers, listPartners } from './for-shop';
export { countPairs, listAffinity, listBundles, listPairs } from './list-associations';
export { countCustomerRows, listCustomerRows } from './list-customers';
export { countProductRows, findProductRow, listProductRows } from './list-products';
export { countRun, listFacets, listScores } from './overview';
export { listIntervals, listPurchases, sumPurchases } from './purchases';
export { deleteExclusion, getSettings, hasProduct, insertExclusion, listExclusions, upsertSettings } from './rules';
export {
  findPopular,
  findServedModel,
  listAudience,
  listBoughtSince,
  listCustomers,
  listProductFacts,
  listProductNames,
  listStoredLists,
  type KnownCustomer,
  type PopularList,
  type ProductFacts,
  type ProductName,
  type ServedModel,
  type StoredList,
} from './served-model';
export { countBuyers, findPurchaseSpan, getCurrency, listCatalog, listCustomerGroups, streamBasketLines, streamPurchases, type CatalogProduct } from './read-purchases';
export { analyzeRun, pruneRuns, writeRunResults, type AffinityRow, type AudienceRow, type BundleRow, type ListRow, type PairRow, type PopularRow, type RunResults, type ScoreRow } from './write-run';
