CREATE FUNCTION "enqueue_job"(identifier text, payload json, job_key text, run_at timestamptz, max_attempts int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
begin
	-- Found when it runs, not now: the queue creates its own schema, before or after this migration.
	perform graphile_worker.add_job($1, $2, job_key => $3, run_at => $4, max_attempts => $5);
end $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "enqueue_job"(text, json, text, timestamptz, int) FROM PUBLIC;
