-- A row of the audit trail is chained to the one before when its transaction commits: whoever is last to write waits for
-- those who commit, and for nobody else. A row that an older release has chained itself is left as it is.
-- The hash covers what JSON.stringify([hash before, at, actor, action, subject, detail]) says (prisma/audit-trail.ts).
-- \x3B is a semicolon: Prisma's command line cuts a script at every one of them, even within a function.
CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  PERFORM pg_advisory_xact_lock(7227001)\x3B
  UPDATE "audit" SET
    -- Rows are read in the order of their links.
    "id" = nextval(pg_get_serial_sequence(''audit'', ''id'')),
    "hash" = rtrim(translate(encode(sha256(convert_to(concat(
      ''['', to_json(COALESCE((SELECT "hash" FROM "audit" WHERE "hash" <> '''' ORDER BY "id" DESC LIMIT 1), '''')),
      '','', (extract(epoch FROM "at") * 1000)::int8, '','', to_json("actor"), '','', to_json("action"), '','', to_json("subject"),
      '',{'', (SELECT string_agg(concat(to_json(key), '':'', value), '','') FROM jsonb_each("detail")), ''}]''
    ), ''UTF8'')), ''base64''), ''+/'', ''-_''), ''='')
  WHERE "id" = NEW."id"\x3B
  RETURN NULL\x3B
END';

CREATE CONSTRAINT TRIGGER "audit_chained" AFTER INSERT ON "audit" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."hash" = '') EXECUTE FUNCTION chain_audit();
