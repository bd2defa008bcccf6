ALTER TYPE "public"."import_status" ADD VALUE 'undoing' BEFORE 'undone';--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "phase" text;