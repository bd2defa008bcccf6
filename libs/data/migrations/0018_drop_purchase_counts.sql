ALTER TABLE "churn_models" DROP COLUMN "purchase_model";--> statement-breakpoint
ALTER TABLE "churn_scores" DROP COLUMN "longest_gap";--> statement-breakpoint
ALTER TABLE "churn_scores" DROP COLUMN "repeats";--> statement-breakpoint
ALTER TABLE "churn_scores" DROP COLUMN "last_age";--> statement-breakpoint
ALTER TABLE "churn_scores" DROP COLUMN "age";