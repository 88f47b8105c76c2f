-- Version 4: mail that goes elsewhere: where it goes, what waits, and what became of it.

INSERT INTO id_blocks (name, next_id) VALUES ('queue', 1);

-- A recipient of a message that waits to be sent elsewhere. It is inserted by the commit that takes the message in, and
-- deleted by the one that says in the delivery log what became of it.
CREATE TABLE queue (
    id BIGINT NOT NULL CONSTRAINT queue_key PRIMARY KEY,
    -- Follows the message from the client's command to the last remote reply. Messages that were taken in once have one.
    message VARCHAR(40) NOT NULL,
    -- Counted in body_references.
    body_id BIGINT NOT NULL,
    -- The reverse path; empty for the null path.
    sender VARCHAR(320) NOT NULL,
    recipient VARCHAR(320) NOT NULL,
    -- Of the message as it is stored.
    size_octets BIGINT NOT NULL,
    -- In milliseconds.
    arrived BIGINT NOT NULL,
    -- What the client asked for with MAIL and RCPT, as it is said there.
    options VARCHAR(1000) NOT NULL,
    -- The queue that it waits in: mx:DOMAIN, relay:NAME, report:
    destination VARCHAR(300) NOT NULL,
    -- In milliseconds of the database's clock: when it may be tried. A lease moves it to its end, so that what a dead
    -- process held is due again without anybody's doing. The greatest number there is for what is held.
    due BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    -- What was said of it last.
    reply VARCHAR(1000) NOT NULL,
    -- Whether its sender was told that it takes long.
    delay_told BOOLEAN NOT NULL,
    -- Who has it on lease, or had it last; both null for nobody.
    node VARCHAR(100),
    epoch BIGINT
);

CREATE INDEX queue_due ON queue (destination, due);

-- What an administrator has set up: groups, forwards, catch-alls, relays and the like, one row for each value of each
-- property of an entry. Nobody asks the database by any of it: all rows are read at the first use and kept in memory, and
-- a change writes the rows that differ. So a new kind of entry is no new table.
CREATE TABLE routes (
    -- A word of RouteKind, such as 'group'. Words never change.
    kind VARCHAR(20) NOT NULL,
    -- What the entry is about, in the form in which RouteEntry writes it: an address, a domain, a pattern, a name. There is
    -- one entry of a kind for each.
    subject VARCHAR(330) NOT NULL,
    -- Such as 'members', as in RouteEntry's properties. Every entry has at least one.
    property VARCHAR(20) NOT NULL,
    -- One value. A property of several values has several rows, whose order says nothing. The passwords of relays stand
    -- here as they are, because they must be sent; the permissions of the data directory protect them.
    content VARCHAR(330) NOT NULL,
    CONSTRAINT routes_key PRIMARY KEY (kind, subject, property, content)
);

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
