-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offset_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hospital_revision" (
    "revision" SERIAL NOT NULL,
    "document" JSONB NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "imported_by" TEXT NOT NULL,

    CONSTRAINT "hospital_revision_pkey" PRIMARY KEY ("revision")
);

-- CreateTable
CREATE TABLE "account" (
    "id" SERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "id_hash" TEXT,
    "data_key" BYTEA,
    "sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relation" (
    "account_id" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "relation_pkey" PRIMARY KEY ("account_id","person_id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" SERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "text_version" TEXT NOT NULL,
    "given_by" INTEGER NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "doctor" TEXT,
    "clinic_type" TEXT NOT NULL,
    "campus" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "part" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "fee_fen" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "period" (
    "id" SERIAL NOT NULL,
    "session_id" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "quota" TEXT NOT NULL DEFAULT 'remote',
    "capacity" INTEGER NOT NULL,
    "booked" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "period_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "account_id" INTEGER NOT NULL,
    "period_id" INTEGER NOT NULL,
    "department" TEXT NOT NULL,
    "doctor" TEXT,
    "day" DATE NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "visit_type" TEXT,
    "status" TEXT NOT NULL,
    "moved_from" INTEGER,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "effect_key" TEXT NOT NULL,

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breach" (
    "id" SERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "appointment_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "forgiven_at" TIMESTAMPTZ(3),
    "forgiven_by" TEXT,

    CONSTRAINT "breach_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_account" (
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "staff" TEXT NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_account_pkey" PRIMARY KEY ("channel","external_id")
);

-- CreateTable
CREATE TABLE "group_chat" (
    "channel" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "group_key" TEXT NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_chat_pkey" PRIMARY KEY ("channel","chat")
);

-- CreateTable
CREATE TABLE "one_time_code" (
    "hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_code_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "ticket" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "department" TEXT,
    "level" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL,
    "account_id" INTEGER,
    "conversation_id" INTEGER,
    "owner" TEXT,
    "sealed" BYTEA NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "effect_key" TEXT NOT NULL,

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_event" (
    "id" SERIAL NOT NULL,
    "ticket_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff" TEXT,
    "group_key" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "sealed" BYTEA,

    CONSTRAINT "ticket_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey" (
    "id" SERIAL NOT NULL,
    "questionnaire" TEXT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "appointment_id" INTEGER,
    "answers" JSONB NOT NULL,
    "sealed" BYTEA,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "effect_key" TEXT NOT NULL,

    CONSTRAINT "survey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "group_key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by" TEXT,
    "effect_key" TEXT NOT NULL,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relay" (
    "id" SERIAL NOT NULL,
    "conversation_id" INTEGER NOT NULL,
    "group_key" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_by" TEXT,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "effect_key" TEXT NOT NULL,

    CONSTRAINT "relay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" SERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 0,
    "sealed" BYTEA,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" SERIAL NOT NULL,
    "conversation_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" SERIAL NOT NULL,
    "conversation_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "channel_id" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "due" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "conversation_id" INTEGER,
    "data" JSONB NOT NULL DEFAULT '{}',
    "happened_at" TIMESTAMPTZ(3),

    CONSTRAINT "due_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "web_session" (
    "hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_session_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "conversation_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_channel_external_id_key" ON "account"("channel", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_id_hash_key" ON "person"("id_hash");

-- CreateIndex
CREATE INDEX "consent_person_id_idx" ON "consent"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_key_key" ON "session"("key");

-- CreateIndex
CREATE INDEX "session_department_day_idx" ON "session"("department", "day");

-- CreateIndex
CREATE INDEX "session_day_idx" ON "session"("day");

-- CreateIndex
CREATE UNIQUE INDEX "period_session_id_starts_at_quota_key" ON "period"("session_id", "starts_at", "quota");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_number_key" ON "appointment"("number");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_effect_key_key" ON "appointment"("effect_key");

-- CreateIndex
CREATE INDEX "appointment_account_id_status_idx" ON "appointment"("account_id", "status");

-- CreateIndex
CREATE INDEX "appointment_person_id_status_idx" ON "appointment"("person_id", "status");

-- CreateIndex
CREATE INDEX "appointment_day_status_idx" ON "appointment"("day", "status");

-- CreateIndex
CREATE UNIQUE INDEX "breach_appointment_id_key" ON "breach"("appointment_id");

-- CreateIndex
CREATE INDEX "breach_person_id_idx" ON "breach"("person_id");

-- CreateIndex
CREATE INDEX "group_chat_group_key_idx" ON "group_chat"("group_key");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_effect_key_key" ON "ticket"("effect_key");

-- CreateIndex
CREATE INDEX "ticket_account_id_idx" ON "ticket"("account_id");

-- CreateIndex
CREATE INDEX "ticket_status_idx" ON "ticket"("status");

-- CreateIndex
CREATE INDEX "ticket_event_ticket_id_id_idx" ON "ticket_event"("ticket_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_effect_key_key" ON "survey"("effect_key");

-- CreateIndex
CREATE INDEX "survey_finished_at_idx" ON "survey"("finished_at");

-- CreateIndex
CREATE UNIQUE INDEX "task_effect_key_key" ON "task"("effect_key");

-- CreateIndex
CREATE INDEX "task_status_group_key_idx" ON "task"("status", "group_key");

-- CreateIndex
CREATE UNIQUE INDEX "relay_effect_key_key" ON "relay"("effect_key");

-- CreateIndex
CREATE INDEX "relay_conversation_id_status_idx" ON "relay"("conversation_id", "status");

-- CreateIndex
CREATE INDEX "relay_group_key_status_idx" ON "relay"("group_key", "status");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_channel_chat_key" ON "conversation"("channel", "chat");

-- CreateIndex
CREATE INDEX "inbox_conversation_id_id_idx" ON "inbox"("conversation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_source_external_id_key" ON "inbox"("source", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_conversation_id_seq_key" ON "outbox"("conversation_id", "seq");

-- CreateIndex
CREATE INDEX "due_subject_idx" ON "due"("subject");

-- CreateIndex
CREATE INDEX "audit_subject_idx" ON "audit"("subject");

-- CreateIndex
CREATE INDEX "attachment_conversation_id_idx" ON "attachment"("conversation_id");

-- AddForeignKey
ALTER TABLE "relation" ADD CONSTRAINT "relation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relation" ADD CONSTRAINT "relation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "period" ADD CONSTRAINT "period_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "period"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "breach" ADD CONSTRAINT "breach_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "breach" ADD CONSTRAINT "breach_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_event" ADD CONSTRAINT "ticket_event_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What the schema language cannot say.
ALTER TABLE "period" ADD CONSTRAINT "period_booked_within_capacity" CHECK ("booked" BETWEEN 0 AND "capacity");
CREATE UNIQUE INDEX "appointment_one_per_department_day" ON "appointment"("person_id", "department", "day") WHERE "status" IN ('requested', 'booked');
CREATE UNIQUE INDEX "appointment_one_at_a_time" ON "appointment"("person_id", "starts_at") WHERE "status" IN ('requested', 'booked');
CREATE INDEX "inbox_waiting" ON "inbox"("conversation_id", "id") WHERE "status" = 'waiting';
CREATE INDEX "outbox_undelivered" ON "outbox"("conversation_id", "seq") WHERE "status" IN ('waiting', 'sending');
CREATE INDEX "due_waiting_at" ON "due"("due_at", "id") WHERE "status" = 'waiting';
CREATE UNIQUE INDEX "due_waiting_subject" ON "due"("kind", "subject") WHERE "status" = 'waiting';
CREATE UNIQUE INDEX "relay_open_per_conversation" ON "relay"("conversation_id") WHERE "status" <> 'ended';
CREATE SEQUENCE "appointment_number" START 100100;
INSERT INTO "clock" ("id", "offset_ms") VALUES (1, 0);
