-- CreateTable
CREATE TABLE "schema_floor" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "migration" TEXT NOT NULL,

    CONSTRAINT "schema_floor_pkey" PRIMARY KEY ("id")
);

-- The oldest migration that a release must know to run on this database. One that takes something away raises it.
INSERT INTO "schema_floor" ("id", "migration") VALUES (1, '20261128000000_schema_floor');
