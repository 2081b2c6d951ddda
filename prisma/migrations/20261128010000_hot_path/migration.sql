-- AlterTable
ALTER TABLE "session" ADD COLUMN     "changes" INTEGER NOT NULL DEFAULT 0;

-- Whoever has read a session's places knows by this number whether they are still the same, whoever changed them.
-- \x3B is a semicolon: Prisma's command line cuts a script at every one of them, even within a function.
CREATE FUNCTION count_session_changes() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  UPDATE "session" SET "changes" = "changes" + 1 WHERE "id" IN (SELECT "session_id" FROM changed)\x3B
  RETURN NULL\x3B
END';

CREATE TRIGGER "period_added" AFTER INSERT ON "period"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_session_changes();
CREATE TRIGGER "period_changed" AFTER UPDATE ON "period"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_session_changes();
CREATE TRIGGER "period_removed" AFTER DELETE ON "period"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_session_changes();

-- One index finds what waits for a subject, whatever its kind, and keeps it unique.
DROP INDEX "due_waiting_subject";
CREATE UNIQUE INDEX "due_waiting_subject" ON "due"("subject", "kind") WHERE "status" = 'waiting';

-- DropIndex
DROP INDEX "due_subject_idx";
