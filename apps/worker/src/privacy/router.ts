import { FindPerson, OnePerson, PrivacySettings } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { erasePerson, findPersons, getSettings, saveSettings } from './service';

export const privacyRouter = router({
  settings: procedureFor('owner').query(({ ctx }) => getSettings(ctx)),
  saveSettings: procedureFor('owner')
    .input(PrivacySettings)
    .mutation(({ ctx, input }) => saveSettings(ctx, input)),
  find: procedureFor('owner')
    .input(FindPerson)
    .query(({ ctx, input }) => findPersons(ctx, input)),
  erase: procedureFor('owner')
    .input(OnePerson)
    .mutation(({ ctx, input }) => erasePerson(ctx, input)),
});
