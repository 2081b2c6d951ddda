-- All reminders of a day are due at one instant: without their ids the index keeps such an instant once for many of them.
DROP INDEX "due_waiting_at";
CREATE INDEX "due_waiting_at" ON "due"("due_at") WHERE "status" = 'waiting';

-- What needs nothing but its subject has no data. Releases that write '{}' instead may go on doing so, and none reads it there.
-- AlterTable
ALTER TABLE "due" ALTER COLUMN "data" DROP NOT NULL;
