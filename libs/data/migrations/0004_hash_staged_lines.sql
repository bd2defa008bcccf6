TRUNCATE "staged_sales";--> statement-breakpoint
ALTER TABLE "staged_sales" ADD COLUMN "line_hash" uuid NOT NULL;