CREATE TABLE "churn_model_scores" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"model" text NOT NULL,
	"roc_auc" double precision,
	"pr_auc" double precision,
	"brier" double precision,
	"log_loss" double precision,
	"f1" double precision,
	"lift10" double precision,
	"weight" double precision,
	"fit_seconds" double precision,
	"is_champion" boolean DEFAULT false NOT NULL,
	CONSTRAINT "churn_model_scores_org_id_run_id_model_pk" PRIMARY KEY("org_id","run_id","model")
);
--> statement-breakpoint
CREATE TABLE "churn_models" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"data_until" date NOT NULL,
	"window_days" integer,
	"cutoff" date,
	"horizon_months" integer NOT NULL,
	"learnt_from" integer NOT NULL,
	"churn_rate" double precision NOT NULL,
	"scored" integer NOT NULL,
	"lost" integer NOT NULL,
	"threshold" real NOT NULL,
	"excluded" text[] NOT NULL,
	"skipped" text[] NOT NULL,
	"window" jsonb,
	"purchase_model" jsonb,
	"curve" jsonb NOT NULL,
	"calibration" jsonb NOT NULL,
	"importance" jsonb NOT NULL,
	"drift" jsonb NOT NULL,
	"fairness" jsonb NOT NULL,
	"exclusion_cost" jsonb,
	"outcome" jsonb,
	"outcome_on" date,
	CONSTRAINT "churn_models_org_id_run_id_pk" PRIMARY KEY("org_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "churn_scores" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"customer_id" bigint NOT NULL,
	"state" text NOT NULL,
	"probability" real,
	"previous_probability" real,
	"value_if_stays" double precision NOT NULL,
	"value_at_risk" double precision NOT NULL,
	"expected_value" double precision NOT NULL,
	"orders" integer NOT NULL,
	"amount" double precision NOT NULL,
	"first_ordered_on" date,
	"last_ordered_on" date,
	"usual_gap" real,
	"longest_gap" real,
	"next_order_on" date,
	"repeats" integer,
	"last_age" integer,
	"age" integer,
	"probability_alive" real,
	"recency_score" integer,
	"frequency_score" integer,
	"monetary_score" integer,
	"rfm_segment" text,
	"reasons" jsonb,
	"has_left" boolean,
	CONSTRAINT "churn_scores_org_id_run_id_customer_id_pk" PRIMARY KEY("org_id","run_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "churn_settings" (
	"org_id" text NOT NULL,
	"window_days" integer,
	"horizon_months" integer NOT NULL,
	"excluded" text[] NOT NULL,
	"group_columns" text[] NOT NULL,
	"contact_cost_minor" bigint NOT NULL,
	"offer_cost_minor" bigint NOT NULL,
	"save_rate" real NOT NULL,
	"threshold" real,
	"value_column" text,
	CONSTRAINT "churn_settings_org_id_pk" PRIMARY KEY("org_id"),
	CONSTRAINT "churn_settings_ranges" CHECK ("churn_settings"."window_days" between 7 and 730 and "churn_settings"."horizon_months" between 1 and 60 and "churn_settings"."contact_cost_minor" >= 0 and "churn_settings"."offer_cost_minor" >= 0 and "churn_settings"."save_rate" > 0 and "churn_settings"."save_rate" <= 1 and "churn_settings"."threshold" between 0 and 1)
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "attributes" jsonb;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "has_left" boolean;--> statement-breakpoint
ALTER TABLE "churn_model_scores" ADD CONSTRAINT "churn_model_scores_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "churn_models" ADD CONSTRAINT "churn_models_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "churn_scores" ADD CONSTRAINT "churn_scores_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "churn_scores" ADD CONSTRAINT "churn_scores_customer_fk" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customers"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "churn_settings" ADD CONSTRAINT "churn_settings_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "churn_scores_value" ON "churn_scores" USING btree ("org_id","run_id","value_at_risk" DESC NULLS LAST,"customer_id");--> statement-breakpoint
CREATE INDEX "churn_scores_customer" ON "churn_scores" USING btree ("org_id","customer_id");