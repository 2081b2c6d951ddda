-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "bulk" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "channel" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "pace" (
    "channel" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "spent_until" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "pace_pkey" PRIMARY KEY ("channel","chat")
);

-- CreateTable
CREATE TABLE "channel_lease" (
    "channel" TEXT NOT NULL,
    "holder" TEXT,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "held_until" TIMESTAMPTZ(3) NOT NULL,
    "alarmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_lease_pkey" PRIMARY KEY ("channel")
);

-- What is written before knows its channel by its conversation only.
UPDATE "outbox" SET "channel" = "conversation"."channel" FROM "conversation" WHERE "conversation"."id" = "outbox"."conversation_id";
ALTER TABLE "outbox" ALTER COLUMN "channel" DROP DEFAULT;

-- What the schema language cannot say: the order in which a channel delivers, replies before bulk.
CREATE INDEX "outbox_undelivered_by_channel" ON "outbox"("channel", "bulk", "id") WHERE "status" IN ('waiting', 'sending');
