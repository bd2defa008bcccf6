ALTER TABLE "suggestion_decisions" ADD COLUMN "kind" text NOT NULL;--> statement-breakpoint
ALTER TABLE "suggestion_decisions" ADD COLUMN "from_location_id" bigint;