CREATE TYPE "public"."campaign_origin" AS ENUM('recommendation', 'churn');--> statement-breakpoint
CREATE TYPE "public"."campaign_status" AS ENUM('planned', 'sent', 'cancelled');--> statement-breakpoint
CREATE TABLE "campaign_members" (
	"org_id" text NOT NULL,
	"campaign_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"rank" integer NOT NULL,
	"is_holdout" boolean NOT NULL,
	"response_probability" real NOT NULL,
	"expected_revenue_minor" double precision NOT NULL,
	"reason" jsonb NOT NULL,
	CONSTRAINT "campaign_members_org_id_campaign_id_customer_id_pk" PRIMARY KEY("org_id","campaign_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "campaigns_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"origin" "campaign_origin" NOT NULL,
	"product_id" bigint,
	"segment" text,
	"country" text,
	"action" text,
	"owner_id" text NOT NULL,
	"owner_name" text NOT NULL,
	"due_on" date NOT NULL,
	"budget" integer NOT NULL,
	"cost_minor" bigint NOT NULL,
	"holdout_share" real NOT NULL,
	"window_days" integer NOT NULL,
	"removed" jsonb NOT NULL,
	"expected" jsonb NOT NULL,
	"status" "campaign_status" DEFAULT 'planned' NOT NULL,
	"sent_on" date,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaigns_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "campaigns_sent_on" CHECK (("campaigns"."status" = 'sent') = ("campaigns"."sent_on" is not null)),
	CONSTRAINT "campaigns_ranges" CHECK ("campaigns"."budget" > 0 and "campaigns"."cost_minor" >= 0 and "campaigns"."holdout_share" between 0 and 0.5 and "campaigns"."window_days" between 1 and 365)
);
--> statement-breakpoint
ALTER TABLE "campaign_members" ADD CONSTRAINT "campaign_members_campaign" FOREIGN KEY ("org_id","campaign_id") REFERENCES "public"."campaigns"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_members" ADD CONSTRAINT "campaign_members_customer_fk" FOREIGN KEY ("org_id","customer_id") REFERENCES "public"."customers"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campaign_members_customer" ON "campaign_members" USING btree ("org_id","customer_id");--> statement-breakpoint
CREATE INDEX "campaigns_sent" ON "campaigns" USING btree ("org_id","sent_on");