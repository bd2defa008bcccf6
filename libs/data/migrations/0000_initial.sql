CREATE TYPE "public"."import_kind" AS ENUM('sales', 'products', 'stock', 'suppliers', 'customers', 'locations', 'promotions');--> statement-breakpoint
CREATE TYPE "public"."import_status" AS ENUM('uploaded', 'checking', 'has_problems', 'ready', 'applying', 'applied', 'undone', 'failed', 'discarded');--> statement-breakpoint
CREATE TYPE "public"."sale_kind" AS ENUM('sale', 'return', 'cancelled', 'cancellation');--> statement-breakpoint
CREATE TYPE "public"."capability" AS ENUM('forecast', 'recommend', 'churn');--> statement-breakpoint
CREATE TYPE "public"."run_status" AS ENUM('queued', 'running', 'succeeded', 'failed', 'cancelled');--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"org_id" text NOT NULL,
	"email" text NOT NULL,
	"role" text,
	"status" text DEFAULT 'pending' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"inviter_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text PRIMARY KEY NOT NULL,
	"org_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text DEFAULT 'viewer' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"logo" text,
	"metadata" text,
	"currency" text DEFAULT 'USD' NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" text NOT NULL,
	CONSTRAINT "rate_limits_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"active_organization_id" text,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "customers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text,
	"email" text,
	"segment" text,
	"country" text,
	"has_consent" boolean DEFAULT true NOT NULL,
	"import_id" uuid,
	CONSTRAINT "customers_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "locations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text NOT NULL,
	"import_id" uuid,
	CONSTRAINT "locations_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "products_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text NOT NULL,
	"category" text,
	"unit" text,
	"supplier_id" bigint,
	"cost_minor" bigint,
	"price_minor" bigint,
	"pack_size" double precision,
	"minimum_order" double precision,
	"lead_time_days" integer,
	"launched_on" date,
	"discontinued_on" date,
	"is_service" boolean DEFAULT false NOT NULL,
	"import_id" uuid,
	CONSTRAINT "products_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "products_money" CHECK ("products"."cost_minor" >= 0 and "products"."price_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "promotions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"product_id" bigint,
	"category" text,
	"location_id" bigint,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"discount_percent" double precision,
	"import_id" uuid,
	CONSTRAINT "promotions_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "promotions_dates" CHECK ("promotions"."ends_on" >= "promotions"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "stock_levels" (
	"org_id" text NOT NULL,
	"product_id" bigint NOT NULL,
	"location_id" bigint NOT NULL,
	"counted_on" date NOT NULL,
	"on_hand" double precision NOT NULL,
	"on_order" double precision DEFAULT 0 NOT NULL,
	"import_id" uuid,
	CONSTRAINT "stock_levels_org_id_product_id_location_id_counted_on_pk" PRIMARY KEY("org_id","product_id","location_id","counted_on")
);
--> statement-breakpoint
CREATE TABLE "suppliers" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "suppliers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"lead_time_days" integer,
	"minimum_order_minor" bigint,
	"import_id" uuid,
	CONSTRAINT "suppliers_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "backtest_forecasts" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"series_id" bigint NOT NULL,
	"cutoff" date NOT NULL,
	"model" text NOT NULL,
	"mean" real[] NOT NULL,
	"lower" real[] NOT NULL,
	"upper" real[] NOT NULL,
	CONSTRAINT "backtest_forecasts_org_id_run_id_series_id_cutoff_pk" PRIMARY KEY("org_id","run_id","series_id","cutoff")
);
--> statement-breakpoint
CREATE TABLE "forecast_scores" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"model" text NOT NULL,
	"series_class" text NOT NULL,
	"series_count" integer NOT NULL,
	"wape" double precision,
	"mase" double precision,
	"rmsse" double precision,
	"smape" double precision,
	"wql" double precision,
	"coverage80" double precision,
	"bias" double precision,
	"fit_seconds" double precision,
	"predict_seconds" double precision,
	"is_champion" boolean DEFAULT false NOT NULL,
	CONSTRAINT "forecast_scores_org_id_run_id_model_series_class_pk" PRIMARY KEY("org_id","run_id","model","series_class")
);
--> statement-breakpoint
CREATE TABLE "forecasts" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"series_id" bigint NOT NULL,
	"frequency" text NOT NULL,
	"cutoff" date NOT NULL,
	"model" text NOT NULL,
	"series_class" text NOT NULL,
	"reason" text,
	"mean" real[] NOT NULL,
	"quantiles" real[] NOT NULL,
	"recent" real[] NOT NULL,
	"next_mean" double precision NOT NULL,
	"next_lower" double precision NOT NULL,
	"next_upper" double precision NOT NULL,
	"change" double precision,
	"wape" double precision,
	CONSTRAINT "forecasts_org_id_run_id_series_id_pk" PRIMARY KEY("org_id","run_id","series_id")
);
--> statement-breakpoint
CREATE TABLE "import_changes" (
	"org_id" text NOT NULL,
	"import_id" uuid NOT NULL,
	"table_name" text NOT NULL,
	"row_key" text NOT NULL,
	"before" jsonb,
	CONSTRAINT "import_changes_org_id_import_id_table_name_row_key_pk" PRIMARY KEY("org_id","import_id","table_name","row_key")
);
--> statement-breakpoint
CREATE TABLE "import_problems" (
	"org_id" text NOT NULL,
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"line" integer NOT NULL,
	"column" text NOT NULL,
	"code" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "import_problems_org_id_import_id_position_pk" PRIMARY KEY("org_id","import_id","position")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"org_id" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" "import_kind" NOT NULL,
	"status" "import_status" DEFAULT 'uploaded' NOT NULL,
	"file_name" text NOT NULL,
	"file_size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"format" jsonb,
	"mapping" jsonb,
	"mode" text,
	"line_count" integer DEFAULT 0 NOT NULL,
	"good_count" integer DEFAULT 0 NOT NULL,
	"problem_count" integer DEFAULT 0 NOT NULL,
	"inserted_count" integer DEFAULT 0 NOT NULL,
	"updated_count" integer DEFAULT 0 NOT NULL,
	"unchanged_count" integer DEFAULT 0 NOT NULL,
	"problems_key" text,
	"notes" jsonb,
	"error_code" text,
	"error_params" jsonb,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "imports_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "daily_demand" (
	"org_id" text NOT NULL,
	"series_id" bigint NOT NULL,
	"date" date NOT NULL,
	"quantity" double precision NOT NULL,
	"revenue" double precision NOT NULL,
	"returned" double precision DEFAULT 0 NOT NULL,
	"refund" double precision DEFAULT 0 NOT NULL,
	CONSTRAINT "daily_demand_org_id_series_id_date_pk" PRIMARY KEY("org_id","series_id","date")
);
--> statement-breakpoint
CREATE TABLE "sales_lines" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sales_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sold_on" date NOT NULL,
	"sold_at" time,
	"order_no" text,
	"product_id" bigint NOT NULL,
	"location_id" bigint NOT NULL,
	"customer_id" bigint,
	"quantity" double precision NOT NULL,
	"unit_price" numeric(14, 4) NOT NULL,
	"kind" "sale_kind" NOT NULL,
	"line_hash" uuid NOT NULL,
	"occurrence" integer DEFAULT 1 NOT NULL,
	"import_id" uuid,
	CONSTRAINT "sales_lines_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "series" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "series_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"product_id" bigint NOT NULL,
	"location_id" bigint NOT NULL,
	CONSTRAINT "series_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "serving_runs" (
	"org_id" text NOT NULL,
	"capability" "capability" NOT NULL,
	"frequency" text NOT NULL,
	"run_id" uuid NOT NULL,
	"promoted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "serving_runs_org_id_capability_frequency_pk" PRIMARY KEY("org_id","capability","frequency")
);
--> statement-breakpoint
CREATE TABLE "training_runs" (
	"org_id" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"capability" "capability" NOT NULL,
	"status" "run_status" DEFAULT 'queued' NOT NULL,
	"params" jsonb NOT NULL,
	"seed" integer NOT NULL,
	"data_hash" text,
	"backend" text,
	"device" text,
	"worker_id" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"progress" jsonb,
	"series_count" integer,
	"champion" jsonb,
	"peak_memory_mb" integer,
	"error_code" text,
	"error_params" jsonb,
	"requested_by" text,
	"cancel_requested_at" timestamp with time zone,
	"queued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "training_runs_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "training_schedules" (
	"org_id" text NOT NULL,
	"capability" "capability" NOT NULL,
	"is_nightly" boolean NOT NULL,
	"hour" integer DEFAULT 2 NOT NULL,
	"last_queued_on" text,
	CONSTRAINT "training_schedules_org_id_capability_pk" PRIMARY KEY("org_id","capability")
);
--> statement-breakpoint
CREATE TABLE "worker_heartbeats" (
	"worker_id" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"pid" bigint NOT NULL,
	"roles" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"beat_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_inviter_id_users_id_fk" FOREIGN KEY ("inviter_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_supplier" FOREIGN KEY ("org_id","supplier_id") REFERENCES "public"."suppliers"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_product_fk" FOREIGN KEY ("org_id","product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_location_fk" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."locations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_product" FOREIGN KEY ("org_id","product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_location" FOREIGN KEY ("org_id","location_id") REFERENCES "public"."locations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppliers" ADD CONSTRAINT "suppliers_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backtest_forecasts" ADD CONSTRAINT "backtest_forecasts_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_scores" ADD CONSTRAINT "forecast_scores_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecasts" ADD CONSTRAINT "forecasts_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_changes" ADD CONSTRAINT "import_changes_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_problems" ADD CONSTRAINT "import_problems_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_demand" ADD CONSTRAINT "daily_demand_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_lines" ADD CONSTRAINT "sales_lines_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "serving_runs" ADD CONSTRAINT "serving_runs_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_runs" ADD CONSTRAINT "training_runs_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_schedules" ADD CONSTRAINT "training_schedules_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "invitations_org" ON "invitations" USING btree ("org_id");--> statement-breakpoint
CREATE UNIQUE INDEX "members_org_user" ON "members" USING btree ("org_id","user_id");--> statement-breakpoint
CREATE INDEX "members_user" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_code" ON "customers" USING btree ("org_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "locations_code" ON "locations" USING btree ("org_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "products_code" ON "products" USING btree ("org_id","code");--> statement-breakpoint
CREATE INDEX "products_category" ON "products" USING btree ("org_id","category");--> statement-breakpoint
CREATE INDEX "products_search" ON "products" USING gin (("code" || ' ' || "name") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "promotions_product" ON "promotions" USING btree ("org_id","product_id","starts_on");--> statement-breakpoint
CREATE INDEX "stock_levels_import" ON "stock_levels" USING btree ("org_id","import_id");--> statement-breakpoint
CREATE UNIQUE INDEX "suppliers_code" ON "suppliers" USING btree ("org_id","code");--> statement-breakpoint
CREATE INDEX "forecasts_demand" ON "forecasts" USING btree ("org_id","run_id","next_mean");--> statement-breakpoint
CREATE INDEX "imports_created" ON "imports" USING btree ("org_id","created_at");--> statement-breakpoint
CREATE INDEX "daily_demand_date" ON "daily_demand" USING btree ("org_id","date");--> statement-breakpoint
CREATE UNIQUE INDEX "sales_lines_natural" ON "sales_lines" USING btree ("org_id","line_hash","occurrence");--> statement-breakpoint
CREATE INDEX "sales_lines_product" ON "sales_lines" USING btree ("org_id","product_id","location_id","sold_on");--> statement-breakpoint
CREATE INDEX "sales_lines_customer" ON "sales_lines" USING btree ("org_id","customer_id","sold_on");--> statement-breakpoint
CREATE INDEX "sales_lines_import" ON "sales_lines" USING btree ("org_id","import_id");--> statement-breakpoint
CREATE UNIQUE INDEX "series_key" ON "series" USING btree ("org_id","product_id","location_id");--> statement-breakpoint
CREATE INDEX "training_runs_queued" ON "training_runs" USING btree ("org_id","capability","queued_at");--> statement-breakpoint
CREATE INDEX "training_runs_status" ON "training_runs" USING btree ("status");