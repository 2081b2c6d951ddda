-- CreateTable
CREATE TABLE "utterance" (
    "id" SERIAL NOT NULL,
    "sealed" BYTEA NOT NULL,
    "heard_on" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'new',
    "label" TEXT,
    "reviewed_by" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "utterance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "utterance_heard_on_idx" ON "utterance"("heard_on");
