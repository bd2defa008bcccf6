CREATE TABLE "forecast_overrides" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "forecast_overrides_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"batch_id" uuid NOT NULL,
	"series_id" bigint NOT NULL,
	"frequency" text NOT NULL,
	"starts_on" date NOT NULL,
	"kind" text NOT NULL,
	"value" double precision NOT NULL,
	"model_mean" double precision NOT NULL,
	"reason" text NOT NULL,
	"note" text,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	CONSTRAINT "forecast_overrides_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "forecast_overrides_value" CHECK ("forecast_overrides"."value" >= 0 and "forecast_overrides"."kind" in ('set', 'scale'))
);
--> statement-breakpoint
ALTER TABLE "forecasts" ADD COLUMN "tracking_signal" double precision;--> statement-breakpoint
ALTER TABLE "forecasts" ADD COLUMN "bias_periods" integer;--> statement-breakpoint
ALTER TABLE "forecast_overrides" ADD CONSTRAINT "forecast_overrides_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_overrides" ADD CONSTRAINT "forecast_overrides_series" FOREIGN KEY ("org_id","series_id") REFERENCES "public"."series"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "forecast_overrides_in_force" ON "forecast_overrides" USING btree ("org_id","frequency","series_id","starts_on","id" DESC NULLS LAST) WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "forecast_overrides_batch" ON "forecast_overrides" USING btree ("org_id","batch_id");