-- The transaction that last changed a session or its periods: who has read places at a snapshot asks for what that one does not show.
ALTER TABLE "session" ADD COLUMN     "changed" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- CreateIndex
CREATE INDEX "session_changed_idx" ON "session"("changed");

-- Whoever changes it: a change of its periods counts itself in "changes" and so comes by here.
-- \x3B is a semicolon: Prisma's command line cuts a script at every one of them, even within a function.
CREATE FUNCTION mark_session_changed() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  NEW."changed" := pg_current_xact_id()\x3B
  RETURN NEW\x3B
END';

CREATE TRIGGER "session_changed" BEFORE UPDATE ON "session" FOR EACH ROW EXECUTE FUNCTION mark_session_changed();

-- Of a row that is gone nobody could see that it changed.
CREATE FUNCTION refuse_session_removal() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  RAISE EXCEPTION ''a session is withdrawn (status), never removed''\x3B
END';

CREATE TRIGGER "session_removed" BEFORE DELETE ON "session" FOR EACH ROW EXECUTE FUNCTION refuse_session_removal();
