/** Triggers that write down, apart from the product, what was written when, and together with what. */
import type pg from 'pg'

const WATCH = `
CREATE SCHEMA rehearsal;
CREATE TABLE rehearsal.written (n serial, what text, id int, tx bigint, at timestamptz, row jsonb);
CREATE TABLE rehearsal.epoch (at timestamptz);
CREATE FUNCTION rehearsal.hospital_now() RETURNS timestamptz LANGUAGE sql STABLE AS
  $$ SELECT e.at + make_interval(secs => c.offset_ms / 1000.0) FROM rehearsal.epoch e, public.clock c WHERE c.id = 1 $$;
CREATE FUNCTION rehearsal.write_down() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rehearsal.written (what, id, tx, at, row)
  VALUES (TG_TABLE_NAME || ' ' || lower(TG_OP), NEW.id, txid_current(), rehearsal.hospital_now(), to_jsonb(NEW) - 'sealed');
  RETURN NULL;
END $$;
CREATE INDEX ON rehearsal.written (tx);
CREATE INDEX ON rehearsal.written (what, id);
CREATE TRIGGER watched AFTER INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION rehearsal.write_down();
CREATE TRIGGER watched_end AFTER UPDATE OF status ON inbox FOR EACH ROW EXECUTE FUNCTION rehearsal.write_down();
CREATE TRIGGER watched AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION rehearsal.write_down();
CREATE TRIGGER watched AFTER INSERT OR UPDATE ON due FOR EACH ROW EXECUTE FUNCTION rehearsal.write_down();
CREATE TRIGGER watched AFTER INSERT OR UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION rehearsal.write_down();
CREATE TRIGGER watched AFTER INSERT OR UPDATE OF status ON appointment FOR EACH ROW EXECUTE FUNCTION rehearsal.write_down();
`

/** Puts the triggers in; the machine's clock must stand still from here on. */
export const watchDatabase = async (pool: pg.Pool): Promise<void> => {
  await pool.query(WATCH)
  await pool.query('INSERT INTO rehearsal.epoch VALUES ($1)', [new Date(Date.now())])
}
