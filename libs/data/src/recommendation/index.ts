export { deleteExclusion, getSettings, insertExclusion, listExclusions, upsertSettings, type NewExclusion } from './rules';
export {
  findPopular,
  findServedModel,
  listAudience,
  listBoughtSince,
  listCustomers,
  listProductFacts,
  listStoredLists,
  type AudienceRow,
  type KnownCustomer,
  type PopularList,
  type ProductFacts,
  type ServedModel,
  type StoredList,
} from './served-model';
