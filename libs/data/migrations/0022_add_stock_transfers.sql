CREATE TABLE "stock_transfer_lines" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "stock_transfer_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"transfer_id" bigint NOT NULL,
	"product_id" bigint NOT NULL,
	"quantity" double precision NOT NULL,
	CONSTRAINT "stock_transfer_lines_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "stock_transfer_lines_quantity" CHECK ("stock_transfer_lines"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "stock_transfers" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "stock_transfers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"from_location_id" bigint NOT NULL,
	"to_location_id" bigint NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"created_on" date NOT NULL,
	"expected_on" date NOT NULL,
	"sent_on" date,
	"received_on" date,
	"created_by" text NOT NULL,
	CONSTRAINT "stock_transfers_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "stock_transfers_status" CHECK ("stock_transfers"."status" in ('draft', 'sent', 'received', 'cancelled')),
	CONSTRAINT "stock_transfers_locations" CHECK ("stock_transfers"."from_location_id" <> "stock_transfers"."to_location_id")
);
--> statement-breakpoint
ALTER TABLE "suggestion_decisions" ADD COLUMN "transfer_id" bigint;--> statement-breakpoint
ALTER TABLE "stock_transfer_lines" ADD CONSTRAINT "stock_transfer_lines_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_transfer_lines" ADD CONSTRAINT "stock_transfer_lines_transfer" FOREIGN KEY ("org_id","transfer_id") REFERENCES "public"."stock_transfers"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_transfer_lines" ADD CONSTRAINT "stock_transfer_lines_product_fk" FOREIGN KEY ("org_id","product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_transfers" ADD CONSTRAINT "stock_transfers_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_transfers" ADD CONSTRAINT "stock_transfers_from" FOREIGN KEY ("org_id","from_location_id") REFERENCES "public"."locations"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_transfers" ADD CONSTRAINT "stock_transfers_to" FOREIGN KEY ("org_id","to_location_id") REFERENCES "public"."locations"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "stock_transfer_lines_product" ON "stock_transfer_lines" USING btree ("org_id","transfer_id","product_id");--> statement-breakpoint
CREATE INDEX "stock_transfer_lines_of_product" ON "stock_transfer_lines" USING btree ("org_id","product_id","transfer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_transfers_code" ON "stock_transfers" USING btree ("org_id","code");--> statement-breakpoint
CREATE INDEX "stock_transfers_newest" ON "stock_transfers" USING btree ("org_id","created_on" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "stock_transfers_open" ON "stock_transfers" USING btree ("org_id","id") WHERE status in ('draft', 'sent');--> statement-breakpoint
CREATE INDEX "suggestion_decisions_transfer" ON "suggestion_decisions" USING btree ("org_id","transfer_id") WHERE transfer_id is not null;