ALTER TYPE "public"."sale_kind" ADD VALUE 'adjustment';--> statement-breakpoint
CREATE TABLE "staged_records" (
	"org_id" text NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"record" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staged_sales" (
	"org_id" text NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"sold_on" date NOT NULL,
	"sold_at" time,
	"order_no" text,
	"product_code" text NOT NULL,
	"product_name" text,
	"quantity" double precision NOT NULL,
	"unit_price" numeric(14, 4),
	"customer_code" text,
	"country" text,
	"location_code" text
);
--> statement-breakpoint
ALTER TABLE "daily_demand" DROP CONSTRAINT "daily_demand_org_id_organizations_id_fk";
--> statement-breakpoint
ALTER TABLE "sales_lines" DROP CONSTRAINT "sales_lines_org_id_organizations_id_fk";
--> statement-breakpoint
CREATE INDEX "staged_records_import" ON "staged_records" USING brin ("import_id");--> statement-breakpoint
CREATE INDEX "staged_sales_import" ON "staged_sales" USING brin ("import_id");--> statement-breakpoint
CREATE INDEX "sales_lines_negative" ON "sales_lines" USING btree ("org_id","product_id","customer_id") WHERE quantity < 0;--> statement-breakpoint
ALTER TABLE "staged_sales" SET UNLOGGED;--> statement-breakpoint
ALTER TABLE "staged_records" SET UNLOGGED;--> statement-breakpoint
CREATE FUNCTION "delete_bulk_rows"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
	delete from daily_demand where org_id = old.id;
	delete from sales_lines where org_id = old.id;
	delete from staged_sales where org_id = old.id;
	delete from staged_records where org_id = old.id;
	return old;
end $$;--> statement-breakpoint
CREATE TRIGGER "organizations_bulk_rows" BEFORE DELETE ON "organizations" FOR EACH ROW EXECUTE FUNCTION "delete_bulk_rows"();
