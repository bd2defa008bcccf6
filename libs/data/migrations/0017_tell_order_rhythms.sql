ALTER TABLE "churn_scores" ADD COLUMN "long_gap" real;--> statement-breakpoint
ALTER TABLE "churn_scores" ADD COLUMN "is_between_orders" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "churn_scores" ADD COLUMN "no_order" real[];