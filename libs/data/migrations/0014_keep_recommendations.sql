CREATE TABLE "category_affinity" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"from_category" text NOT NULL,
	"to_category" text NOT NULL,
	"customers" integer NOT NULL,
	"share" double precision NOT NULL,
	"lift" double precision NOT NULL,
	"lift_low" double precision NOT NULL,
	"lift_high" double precision NOT NULL,
	CONSTRAINT "category_affinity_org_id_run_id_from_category_to_category_pk" PRIMARY KEY("org_id","run_id","from_category","to_category")
);
--> statement-breakpoint
CREATE TABLE "customer_recommendations" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"customer_id" bigint NOT NULL,
	"orders" integer NOT NULL,
	"last_ordered_on" date NOT NULL,
	"product_ids" bigint[] NOT NULL,
	"scores" real[] NOT NULL,
	"probabilities" real[] NOT NULL,
	"quantities" real[] NOT NULL,
	"due_days" integer[] NOT NULL,
	"reason_product_ids" bigint[] NOT NULL,
	"reason_shares" real[] NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "customer_recommendations_org_id_run_id_customer_id_pk" PRIMARY KEY("org_id","run_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "popular_products" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"name" text NOT NULL,
	"customers" integer NOT NULL,
	"product_ids" bigint[] NOT NULL,
	"probabilities" real[] NOT NULL,
	CONSTRAINT "popular_products_org_id_run_id_scope_name_pk" PRIMARY KEY("org_id","run_id","scope","name")
);
--> statement-breakpoint
CREATE TABLE "product_audiences" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"product_id" bigint NOT NULL,
	"customer_ids" bigint[] NOT NULL,
	"probabilities" real[] NOT NULL,
	"buyers" integer NOT NULL,
	"recent_buyers" integer NOT NULL,
	"usual_quantity" real NOT NULL,
	"unit_price" numeric(14, 4),
	"repeat_share" real NOT NULL,
	"interval_days" real,
	"is_cold" boolean NOT NULL,
	"expected_buyers" double precision NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "product_audiences_org_id_run_id_product_id_pk" PRIMARY KEY("org_id","run_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "product_bundles" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"product_ids" bigint[] NOT NULL,
	"baskets" integer NOT NULL,
	"support" double precision NOT NULL,
	"lift" double precision NOT NULL,
	CONSTRAINT "product_bundles_org_id_run_id_place_pk" PRIMARY KEY("org_id","run_id","place")
);
--> statement-breakpoint
CREATE TABLE "product_pairs" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"product_a" bigint NOT NULL,
	"product_b" bigint NOT NULL,
	"baskets" integer NOT NULL,
	"support" double precision NOT NULL,
	"confidence_ab" double precision NOT NULL,
	"confidence_ba" double precision NOT NULL,
	"lift" double precision NOT NULL,
	"lift_low" double precision NOT NULL,
	"log_likelihood_ratio" double precision NOT NULL,
	CONSTRAINT "product_pairs_org_id_run_id_product_a_product_b_pk" PRIMARY KEY("org_id","run_id","product_a","product_b")
);
--> statement-breakpoint
CREATE TABLE "recommendation_exclusions" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "recommendation_exclusions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"product_id" bigint,
	"category" text,
	"customer_id" bigint,
	"note" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recommendation_exclusions_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "recommendation_exclusions_one" CHECK (num_nonnulls("recommendation_exclusions"."product_id", "recommendation_exclusions"."category", "recommendation_exclusions"."customer_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "recommendation_models" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"data_until" date NOT NULL,
	"response_days" integer NOT NULL,
	"customers" integer NOT NULL,
	"products" integer NOT NULL,
	"interactions" integer NOT NULL,
	"baskets" integer NOT NULL,
	"calibration" jsonb NOT NULL,
	CONSTRAINT "recommendation_models_org_id_run_id_pk" PRIMARY KEY("org_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "recommendation_scores" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"model" text NOT NULL,
	"hit_rate10" double precision,
	"ndcg10" double precision,
	"recall20" double precision,
	"coverage10" double precision,
	"novelty10" double precision,
	"weight" double precision,
	"fit_seconds" double precision,
	"is_champion" boolean DEFAULT false NOT NULL,
	CONSTRAINT "recommendation_scores_org_id_run_id_model_pk" PRIMARY KEY("org_id","run_id","model")
);
--> statement-breakpoint
CREATE TABLE "recommendation_settings" (
	"org_id" text NOT NULL,
	"margin_weight" real NOT NULL,
	"diversity" real NOT NULL,
	"hides_out_of_stock" boolean NOT NULL,
	"keeps_replenishable" boolean NOT NULL,
	"cap_contacts" integer NOT NULL,
	"cap_days" integer NOT NULL,
	CONSTRAINT "recommendation_settings_org_id_pk" PRIMARY KEY("org_id"),
	CONSTRAINT "recommendation_settings_ranges" CHECK ("recommendation_settings"."margin_weight" between 0 and 1 and "recommendation_settings"."diversity" between 0 and 1 and "recommendation_settings"."cap_contacts" >= 1 and "recommendation_settings"."cap_days" >= 0)
);
--> statement-breakpoint
ALTER TABLE "category_affinity" ADD CONSTRAINT "category_affinity_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_recommendations" ADD CONSTRAINT "customer_recommendations_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "popular_products" ADD CONSTRAINT "popular_products_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_audiences" ADD CONSTRAINT "product_audiences_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_bundles" ADD CONSTRAINT "product_bundles_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_pairs" ADD CONSTRAINT "product_pairs_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendation_exclusions" ADD CONSTRAINT "recommendation_exclusions_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendation_exclusions" ADD CONSTRAINT "recommendation_exclusions_product_fk" FOREIGN KEY ("org_id","product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendation_exclusions" ADD CONSTRAINT "recommendation_exclusions_customer_fk" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customers"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendation_models" ADD CONSTRAINT "recommendation_models_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendation_scores" ADD CONSTRAINT "recommendation_scores_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendation_settings" ADD CONSTRAINT "recommendation_settings_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_recommendations_value" ON "customer_recommendations" USING btree ("org_id","run_id","value" DESC NULLS LAST,"customer_id");--> statement-breakpoint
CREATE INDEX "product_audiences_value" ON "product_audiences" USING btree ("org_id","run_id","value" DESC NULLS LAST,"product_id");--> statement-breakpoint
CREATE INDEX "product_pairs_product" ON "product_pairs" USING btree ("org_id","run_id","product_b");--> statement-breakpoint
CREATE INDEX "product_pairs_surest" ON "product_pairs" USING btree ("org_id","run_id","log_likelihood_ratio" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "recommendation_exclusions_product" ON "recommendation_exclusions" USING btree ("org_id","product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "recommendation_exclusions_category" ON "recommendation_exclusions" USING btree ("org_id","category");--> statement-breakpoint
CREATE UNIQUE INDEX "recommendation_exclusions_customer" ON "recommendation_exclusions" USING btree ("org_id","customer_id");