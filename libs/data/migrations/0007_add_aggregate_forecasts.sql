CREATE TABLE "aggregate_forecasts" (
	"org_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"level" text NOT NULL,
	"key" text NOT NULL,
	"category" text,
	"location_id" bigint,
	"product_id" bigint,
	"series_count" integer NOT NULL,
	"mean" real[] NOT NULL,
	"quantiles" real[] NOT NULL,
	"next_mean" double precision NOT NULL,
	"next_lower" double precision NOT NULL,
	"next_upper" double precision NOT NULL,
	"change" double precision,
	CONSTRAINT "aggregate_forecasts_org_id_run_id_level_key_pk" PRIMARY KEY("org_id","run_id","level","key")
);
--> statement-breakpoint
ALTER TABLE "aggregate_forecasts" ADD CONSTRAINT "aggregate_forecasts_run" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."training_runs"("org_id","id") ON DELETE cascade ON UPDATE no action;