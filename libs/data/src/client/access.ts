import type { Sql } from 'postgres';

/**
 * Gives the application's role its rights and puts row-level security on every table that has an `org_id`, so a table
 * added by a later migration is never left open. Repeatable; runs after each migration as the owner. What is right already is not
 * touched: altering a table waits for whoever writes to it, and a command must start beside a long import.
 */
export async function secureTables(client: Sql): Promise<void> {
  await client.unsafe(`
    do $$
    declare
      table_name text;
      org_column text;
      is_secured boolean;
    begin
      if not exists (select from pg_roles where rolname = 'almanac_app') then
        create role almanac_app nologin nosuperuser nobypassrls;
      end if;
      if not pg_has_role(current_user, 'almanac_app', 'member') then
        execute format('grant almanac_app to %I', current_user);
      end if;
      grant usage on schema public to almanac_app;
      for table_name, org_column, is_secured in
        select c.relname, case when c.relname = 'organizations' then 'id' else 'org_id' end, c.relrowsecurity
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and (c.relname = 'organizations' or exists (
            select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped))
      loop
        if not is_secured then
          execute format('alter table %I enable row level security', table_name);
        end if;
        if not has_table_privilege('almanac_app', format('%I', table_name), 'select') then
          execute format('grant select, insert, update, delete on %I to almanac_app', table_name);
        end if;
        if not exists (select from pg_policies where schemaname = 'public' and tablename = table_name and policyname = 'own_organization') then
          execute format(
            'create policy own_organization on %I to almanac_app using (%I = (select current_setting(''app.org_id'', true))) with check (%I = (select current_setting(''app.org_id'', true)))',
            table_name, org_column, org_column);
        end if;
      end loop;
      revoke insert, update, delete on organizations, members from almanac_app;
      revoke update, delete on audit_entries from almanac_app;
      grant select (id, name, email) on users to almanac_app;
      grant usage on all sequences in schema public to almanac_app;
      grant execute on function enqueue_job(text, json, text, timestamptz, int) to almanac_app;
    end $$;
  `);
}
