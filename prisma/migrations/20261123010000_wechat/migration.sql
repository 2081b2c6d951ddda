-- CreateTable
CREATE TABLE "access_token" (
    "channel" TEXT NOT NULL,
    "sealed" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("channel")
);

-- CreateTable
CREATE TABLE "reply_window" (
    "channel" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "wrote_at" TIMESTAMPTZ(3),
    "sent_since_writing" INTEGER NOT NULL DEFAULT 0,
    "acted_at" TIMESTAMPTZ(3),
    "sent_since_acting" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reply_window_pkey" PRIMARY KEY ("channel","chat")
);
