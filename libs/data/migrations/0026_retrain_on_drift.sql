ALTER TABLE "training_runs" ADD COLUMN "cause" jsonb;--> statement-breakpoint
ALTER TABLE "training_schedules" ADD COLUMN "on_drift" boolean DEFAULT false NOT NULL;