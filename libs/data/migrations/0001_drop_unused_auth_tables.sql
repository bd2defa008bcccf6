DROP TABLE "invitations" CASCADE;--> statement-breakpoint
DROP TABLE "rate_limits" CASCADE;