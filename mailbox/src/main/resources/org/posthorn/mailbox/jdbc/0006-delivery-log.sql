-- The delivery log: what happened to each message, for some weeks (decision 0026).

-- What a commit has added, as one row: all events of all messages of the commit. In the background many of these become
-- one of packed_log; then they are gone from here, in the same transaction.
CREATE TABLE delivery_log (
    -- The day of the newest event, counted from 1970-01-01 in UTC: what is old goes by days.
    log_day INTEGER NOT NULL,
    -- Rises, so that a row goes to the end of the table and of its index.
    number BIGINT NOT NULL,
    -- The newest event, in milliseconds since 1970: who asks since when need not look further.
    last_at BIGINT NOT NULL,
    -- What may be asked for: hashes of three octets, ascending (LogKeys).
    hashes VARCHAR(32000) FOR BIT DATA NOT NULL,
    -- The events, in the encoding of LogPiece.
    events VARCHAR(32672) FOR BIT DATA NOT NULL,
    CONSTRAINT delivery_log_key PRIMARY KEY (log_day, number)
);

-- Thousands of events of the past in one row: as in delivery_log, but for the events.
CREATE TABLE packed_log (
    log_day INTEGER NOT NULL,
    number BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    hashes VARCHAR(32000) FOR BIT DATA NOT NULL,
    CONSTRAINT packed_log_key PRIMARY KEY (log_day, number)
);

-- The events of a row of packed_log, compressed. By themselves, so that a search reads the hashes of a month and of
-- the events only those that it wants.
CREATE TABLE packed_log_events (
    log_day INTEGER NOT NULL,
    number BIGINT NOT NULL,
    events VARCHAR(32672) FOR BIT DATA NOT NULL,
    CONSTRAINT packed_log_events_key PRIMARY KEY (log_day, number)
);

INSERT INTO id_blocks (name, next_id) VALUES ('delivery_log', 1);
