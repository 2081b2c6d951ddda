-- AlterTable
ALTER TABLE "inbox" ALTER COLUMN "sealed" DROP NOT NULL;

-- AlterTable
ALTER TABLE "outbox" ALTER COLUMN "sealed" DROP NOT NULL;
