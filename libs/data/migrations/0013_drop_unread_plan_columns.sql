ALTER TABLE "inventory_plans" DROP COLUMN "exception_rank";--> statement-breakpoint
ALTER TABLE "inventory_plans" DROP COLUMN "lead_time_sd_days";--> statement-breakpoint
ALTER TABLE "inventory_plans" DROP COLUMN "cash_effect_minor";--> statement-breakpoint
ALTER TABLE "inventory_plans" DROP COLUMN "last_sold_on";