-- Whoever looks for turns to take finds what somebody wrote, and then what is merely due, without sorting all that waits.
CREATE INDEX "inbox_in_turn" ON "inbox"(("source" = 'due'), "id") WHERE "status" = 'waiting';
