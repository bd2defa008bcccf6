CREATE TABLE "product_analogies" (
	"org_id" text NOT NULL,
	"product_id" bigint NOT NULL,
	"like_product_id" bigint NOT NULL,
	"scale_percent" double precision NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_analogies_org_id_product_id_like_product_id_pk" PRIMARY KEY("org_id","product_id","like_product_id"),
	CONSTRAINT "product_analogies_scale" CHECK ("product_analogies"."scale_percent" > 0 and "product_analogies"."product_id" <> "product_analogies"."like_product_id")
);
--> statement-breakpoint
ALTER TABLE "product_analogies" ADD CONSTRAINT "product_analogies_org_id_organizations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_analogies" ADD CONSTRAINT "product_analogies_product" FOREIGN KEY ("org_id","product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_analogies" ADD CONSTRAINT "product_analogies_like_product" FOREIGN KEY ("org_id","like_product_id") REFERENCES "public"."products"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_analogies_like" ON "product_analogies" USING btree ("org_id","like_product_id");