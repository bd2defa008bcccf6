CREATE TABLE "customer_orders" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "customer_orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"product_id" bigint NOT NULL,
	"location_id" bigint NOT NULL,
	"customer_id" bigint,
	"due_on" date NOT NULL,
	"quantity" double precision NOT NULL,
	"import_id" uuid,
	CONSTRAINT "customer_orders_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "customer_orders_quantity" CHECK ("customer_orders"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "inventory_plan_runs" (
	"org_id" text NOT NULL,
	"planned_on" date NOT NULL,
	"planned_at" timestamp with time zone NOT NULL,
	"stock_counted_on" date,
	"forecast_run_id" uuid,
	"frequency" text,
	"item_count" integer NOT NULL,
	"seconds" double precision NOT NULL,
	CONSTRAINT "inventory_plan_runs_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
CREATE TABLE "inventory_plans" (
	"org_id" text NOT NULL,
	"product_id" bigint NOT NULL,
	"location_id" bigint NOT NULL,
	"planned_on" date NOT NULL,
	"series_id" bigint,
	"supplier_id" bigint,
	"category" text,
	"abc" text NOT NULL,
	"xyz" text NOT NULL,
	"exception" text NOT NULL,
	"exception_rank" integer NOT NULL,
	"on_hand" double precision NOT NULL,
	"on_order" double precision NOT NULL,
	"committed" double precision NOT NULL,
	"safety_stock" double precision NOT NULL,
	"reorder_point" double precision NOT NULL,
	"order_up_to" double precision NOT NULL,
	"daily_demand" double precision NOT NULL,
	"cover_days" double precision,
	"lead_time_days" integer NOT NULL,
	"lead_time_sd_days" double precision NOT NULL,
	"kind" text NOT NULL,
	"suggested_quantity" double precision NOT NULL,
	"next_quantity" double precision NOT NULL,
	"pack_size" double precision NOT NULL,
	"minimum_order" double precision NOT NULL,
	"unit_cost_minor" bigint,
	"suggested_value_minor" bigint,
	"from_location_id" bigint,
	"order_on" date,
	"needed_by" date,
	"expected_on" date,
	"risk_before" double precision NOT NULL,
	"risk_after" double precision NOT NULL,
	"at_stake_minor" bigint NOT NULL,
	"cash_effect_minor" bigint NOT NULL,
	"last_sold_on" date,
	"reason_code" text NOT NULL,
	"reason_params" jsonb NOT NULL,
	CONSTRAINT "inventory_plans_org_id_product_id_location_id_pk" PRIMARY KEY("org_id","product_id","location_id")
);
--> statement-breakpoint
CREATE TABLE "inventory_policies" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "inventory_policies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"scope" text NOT NULL,
	"abc" text,
	"xyz" text,
	"product_id" bigint,
	"location_id" bigint,
	"kind" text,
	"measure" text,
	"target" double precision,
	"review_period_days" integer,
	"order_quantity" double precision,
	"shelf_life_days" integer,
	CONSTRAINT "inventory_policies_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "inventory_policies_scope" UNIQUE NULLS NOT DISTINCT("org_id","scope","abc","xyz","product_id","location_id")
);
--> statement-breakpoint
CREATE TABLE "inventory_replays" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "inventory_replays_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"location_id" bigint,
	"category" text,
	"status" text NOT NULL,
	"result" jsonb,
	"error_code" text,
	"requested_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "inventory_replays_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "inventory_replays_scope" UNIQUE NULLS NOT DISTINCT("org_id","location_id","category")
);
--> statement-breakpoint
CREATE TABLE "inventory_settings" (
	"org_id" text NOT NULL,
	"order_cost_minor" bigint NOT NULL,
	"holding_rate" double precision NOT NULL,
	"default_lead_time_days" integer NOT NULL,
	"dead_after_days" integer NOT NULL,
	"excess_after_days" integer NOT NULL,
	CONSTRAINT "inventory_settings_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
CREATE TABLE "purchase_order_lines" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "purchase_order_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"order_id" bigint NOT NULL,
	"product_id" bigint NOT NULL,
	"quantity" double precision NOT NULL,
	"received_quantity" double precision DEFAULT 0 NOT NULL,
	"unit_cost_minor" bigint,
	"expected_on" date,
	"received_on" date,
	"import_id" uuid,
	CONSTRAINT "purchase_order_lines_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "purchase_order_lines_quantity" CHECK ("purchase_order_lines"."quantity" > 0 and "purchase_order_lines"."received_quantity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "purchase_orders" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "purchase_orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"supplier_id" bigint,
	"location_id" bigint NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"ordered_on" date NOT NULL,
	"expected_on" date,
	"note" text,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"import_id" uuid,
	CONSTRAINT "purchase_orders_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "purchase_orders_status" CHECK ("purchase_orders"."status" in ('draft', 'sent', 'partly_received', 'received', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "saved_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"is_shared" boolean NOT NULL,
	"query" text NOT NULL,
	"owner_id" text NOT NULL,
	"owner_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "suggestion_decisions" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "suggestion_decisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"edit_id" uuid NOT NULL,
	"product_id" bigint NOT NULL,
	"location_id" bigint NOT NULL,
	"decision" text NOT NULL,
	"quantity" double precision,
	"suggested_quantity" double precision NOT NULL,
	"reason" text,
	"note" text,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"purchase_order_id" bigint,
	"holds_until" date,
	"replaced_id" bigint,
	"is_current" boolean DEFAULT true NOT NULL,
	"undone_at" timestamp with time zone,
	CONSTRAINT "suggestion_decisions_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "suggestion_decisions_decision" CHECK ("suggestion_decisions"."decision" in ('open', 'approved', 'rejected', 'ordered'))
);
--> statement-breakpoint
ALTER TABLE "customer_orders" ADD CONSTRAINT "customer_orders_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_orders" ADD CONSTRAINT "customer_orders_product_fk" FOREIGN KEY ("org_id","product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_orders" ADD CONSTRAINT "customer_orders_location_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."locations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_orders" ADD CONSTRAINT "customer_orders_customer_fk" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customers"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_plan_runs" ADD CONSTRAINT "inventory_plan_runs_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_plans" ADD CONSTRAINT "inventory_plans_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_plans" ADD CONSTRAINT "inventory_plans_product" FOREIGN KEY ("org_id","product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_plans" ADD CONSTRAINT "inventory_plans_location" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."locations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_policies" ADD CONSTRAINT "inventory_policies_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_policies" ADD CONSTRAINT "inventory_policies_product" FOREIGN KEY ("org_id","product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_policies" ADD CONSTRAINT "inventory_policies_location" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."locations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_replays" ADD CONSTRAINT "inventory_replays_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inventory_settings" ADD CONSTRAINT "inventory_settings_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_lines" ADD CONSTRAINT "purchase_order_lines_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_lines" ADD CONSTRAINT "purchase_order_lines_order" FOREIGN KEY ("org_id","order_id") REFERENCES "public"."purchase_orders"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_lines" ADD CONSTRAINT "purchase_order_lines_product_fk" FOREIGN KEY ("org_id","product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_orders" ADD CONSTRAINT "purchase_orders_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_orders" ADD CONSTRAINT "purchase_orders_supplier_fk" FOREIGN KEY ("org_id","supplier_id") REFERENCES "public"."suppliers"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_orders" ADD CONSTRAINT "purchase_orders_location_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."locations"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_decisions" ADD CONSTRAINT "suggestion_decisions_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_decisions" ADD CONSTRAINT "suggestion_decisions_product" FOREIGN KEY ("org_id","product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_decisions" ADD CONSTRAINT "suggestion_decisions_location" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."locations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "customer_orders_natural" ON "customer_orders" USING btree ("org_id","code","product_id","location_id");--> statement-breakpoint
CREATE INDEX "customer_orders_product" ON "customer_orders" USING btree ("org_id","product_id","location_id");--> statement-breakpoint
CREATE INDEX "inventory_plans_stake" ON "inventory_plans" USING btree ("org_id","at_stake_minor","product_id","location_id");--> statement-breakpoint
CREATE INDEX "inventory_plans_exception" ON "inventory_plans" USING btree ("org_id","exception","at_stake_minor","product_id","location_id");--> statement-breakpoint
CREATE INDEX "inventory_plans_cover" ON "inventory_plans" USING btree ("org_id","cover_days","product_id","location_id");--> statement-breakpoint
CREATE INDEX "inventory_plans_risk" ON "inventory_plans" USING btree ("org_id","risk_before","product_id","location_id");--> statement-breakpoint
CREATE INDEX "inventory_plans_order" ON "inventory_plans" USING btree ("org_id","order_on","product_id","location_id");--> statement-breakpoint
CREATE INDEX "inventory_plans_supplier" ON "inventory_plans" USING btree ("org_id","supplier_id","at_stake_minor");--> statement-breakpoint
CREATE UNIQUE INDEX "purchase_order_lines_product" ON "purchase_order_lines" USING btree ("org_id","order_id","product_id");--> statement-breakpoint
CREATE INDEX "purchase_order_lines_history" ON "purchase_order_lines" USING btree ("org_id","product_id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "purchase_orders_code" ON "purchase_orders" USING btree ("org_id","code");--> statement-breakpoint
CREATE INDEX "purchase_orders_newest" ON "purchase_orders" USING btree ("org_id","ordered_on" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "purchase_orders_supplier" ON "purchase_orders" USING btree ("org_id","supplier_id","ordered_on");--> statement-breakpoint
CREATE INDEX "purchase_orders_open" ON "purchase_orders" USING btree ("org_id","location_id") WHERE status in ('draft', 'sent', 'partly_received');--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" USING btree ("org_id","owner_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "suggestion_decisions_current" ON "suggestion_decisions" USING btree ("org_id","product_id","location_id") WHERE is_current;--> statement-breakpoint
CREATE INDEX "suggestion_decisions_item" ON "suggestion_decisions" USING btree ("org_id","product_id","location_id","id");--> statement-breakpoint
CREATE INDEX "suggestion_decisions_edit" ON "suggestion_decisions" USING btree ("org_id","edit_id");--> statement-breakpoint
CREATE INDEX "suggestion_decisions_order" ON "suggestion_decisions" USING btree ("org_id","purchase_order_id") WHERE purchase_order_id is not null;