import { AdjustSuggestions, ChangeOrderLines, CompanyInventorySettings, CreatePurchaseOrders, CreateTransfers, DecideSuggestions, GroupInventory, ItemKey, ListInventory, ListPurchaseOrders, ListTransfers, OrderKey, ReceiveOrder, RunReplay, SaveView, SetPolicy, TransferKey, UndoEdit, ViewKey } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { getItem } from './item-detail';
import { changeOrderLines } from './order-lines';
import { cancelOrder, createOrders, getOrder, listOrders, receiveOrder, sendOrder } from './purchase-orders';
import { getReplay, startReplay } from './replay';
import { getPolicies, getSettings, getSummary, listFacets, listGroups, listInventory, listViews, removeView, replan, saveView, setPolicy, setSettings } from './service';
import { adjustSuggestions, decideSuggestions, undoSuggestions } from './suggestions';
import { cancelTransfer, createTransfers, getTransfer, listTransfers, receiveTransfer, sendTransfer } from './transfers';

export const inventoryRouter = router({
  list: procedureFor('viewer').input(ListInventory).query(({ ctx, input }) => listInventory(ctx, input)),
  summary: procedureFor('viewer').query(({ ctx }) => getSummary(ctx)),
  groups: procedureFor('viewer').input(GroupInventory).query(({ ctx, input }) => listGroups(ctx, input)),
  facets: procedureFor('viewer').query(({ ctx }) => listFacets(ctx)),
  get: procedureFor('viewer').input(ItemKey).query(({ ctx, input }) => getItem(ctx, input)),
  adjust: procedureFor('planner').input(AdjustSuggestions).mutation(({ ctx, input }) => adjustSuggestions(ctx, input)),
  decide: procedureFor('planner').input(DecideSuggestions).mutation(({ ctx, input }) => decideSuggestions(ctx, input)),
  undo: procedureFor('planner').input(UndoEdit).mutation(({ ctx, input }) => undoSuggestions(ctx, input)),
  replan: procedureFor('planner').mutation(({ ctx }) => replan(ctx)),
  replay: procedureFor('viewer').input(RunReplay).query(({ ctx, input }) => getReplay(ctx, input)),
  startReplay: procedureFor('planner').input(RunReplay).mutation(({ ctx, input }) => startReplay(ctx, input)),
  settings: procedureFor('viewer').query(({ ctx }) => getSettings(ctx)),
  setSettings: procedureFor('planner').input(CompanyInventorySettings).mutation(({ ctx, input }) => setSettings(ctx, input)),
  policies: procedureFor('viewer').query(({ ctx }) => getPolicies(ctx)),
  setPolicy: procedureFor('planner').input(SetPolicy).mutation(({ ctx, input }) => setPolicy(ctx, input)),
  views: procedureFor('viewer').query(({ ctx }) => listViews(ctx)),
  saveView: procedureFor('planner').input(SaveView).mutation(({ ctx, input }) => saveView(ctx, input)),
  removeView: procedureFor('planner').input(ViewKey).mutation(({ ctx, input }) => removeView(ctx, input)),
});

export const purchaseOrdersRouter = router({
  create: procedureFor('planner').input(CreatePurchaseOrders).mutation(({ ctx, input }) => createOrders(ctx, input)),
  list: procedureFor('viewer').input(ListPurchaseOrders).query(({ ctx, input }) => listOrders(ctx, input)),
  get: procedureFor('viewer').input(OrderKey).query(({ ctx, input }) => getOrder(ctx, input)),
  changeLines: procedureFor('planner').input(ChangeOrderLines).mutation(({ ctx, input }) => changeOrderLines(ctx, input)),
  send: procedureFor('planner').input(OrderKey).mutation(({ ctx, input }) => sendOrder(ctx, input)),
  receive: procedureFor('planner').input(ReceiveOrder).mutation(({ ctx, input }) => receiveOrder(ctx, input)),
  cancel: procedureFor('planner').input(OrderKey).mutation(({ ctx, input }) => cancelOrder(ctx, input)),
});

export const transfersRouter = router({
  create: procedureFor('planner').input(CreateTransfers).mutation(({ ctx, input }) => createTransfers(ctx, input)),
  list: procedureFor('viewer').input(ListTransfers).query(({ ctx, input }) => listTransfers(ctx, input)),
  get: procedureFor('viewer').input(TransferKey).query(({ ctx, input }) => getTransfer(ctx, input)),
  send: procedureFor('planner').input(TransferKey).mutation(({ ctx, input }) => sendTransfer(ctx, input)),
  receive: procedureFor('planner').input(TransferKey).mutation(({ ctx, input }) => receiveTransfer(ctx, input)),
  cancel: procedureFor('planner').input(TransferKey).mutation(({ ctx, input }) => cancelTransfer(ctx, input)),
});
