-- Version 3: octets of messages in segments beside the database, and pages of 4 KiB, which a cut of power does not tear.
--
-- A table keeps the size of its pages, so those with others are made anew.

CREATE TABLE kept_messages (
    mailbox_id BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    system_flags INTEGER NOT NULL,
    keywords VARCHAR(512) FOR BIT DATA,
    modseq BIGINT NOT NULL,
    internal_date BIGINT NOT NULL,
    save_date BIGINT NOT NULL,
    size_octets BIGINT NOT NULL,
    delivery_header VARCHAR(4000),
    email_id BIGINT NOT NULL,
    thread_id BIGINT NOT NULL
);

INSERT INTO kept_messages SELECT * FROM messages;

DROP TABLE messages;

-- A message in a mailbox. One body may be shown by many rows.
CREATE TABLE messages (
    mailbox_id BIGINT NOT NULL,
    -- Never used again when the row is gone. From the mailbox's uid_next up, the row is of a copy under way.
    uid BIGINT NOT NULL,
    -- Counted in body_references.
    body_id BIGINT NOT NULL,
    -- A bit for each SystemFlag.
    system_flags INTEGER NOT NULL,
    -- A bit for each number in mailbox_keywords, the lowest first; null for most.
    keywords VARCHAR(512) FOR BIT DATA,
    -- The last change of the flags, or the arrival: at most the mailbox's highest_modseq.
    modseq BIGINT NOT NULL,
    -- INTERNALDATE; copies keep it.
    internal_date BIGINT NOT NULL,
    -- When it entered this mailbox (RFC 8514); copies have their own.
    save_date BIGINT NOT NULL,
    -- As clients see it: the delivery header and the body.
    size_octets BIGINT NOT NULL,
    -- Whole header lines shown on top of the body; null for none. Copies keep it.
    delivery_header VARCHAR(4000),
    -- EMAILID (RFC 8474): one for each delivery or APPEND; copies keep it.
    email_id BIGINT NOT NULL,
    -- THREADID (RFC 8474): a hash of the first message-id that it refers to.
    thread_id BIGINT NOT NULL,
    CONSTRAINT messages_key PRIMARY KEY (mailbox_id, uid)
);

CREATE INDEX messages_modseq ON messages (mailbox_id, modseq);

INSERT INTO messages SELECT * FROM kept_messages;

DROP TABLE kept_messages;

CREATE TABLE kept_expunged (
    mailbox_id BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    modseq BIGINT NOT NULL,
    expunged_date BIGINT NOT NULL,
    body_id BIGINT,
    system_flags INTEGER,
    keywords VARCHAR(512) FOR BIT DATA,
    internal_date BIGINT,
    size_octets BIGINT,
    delivery_header VARCHAR(4000),
    email_id BIGINT,
    thread_id BIGINT
);

INSERT INTO kept_expunged SELECT * FROM expunged;

DROP TABLE expunged;

-- Messages that are gone, for clients that were away (QRESYNC, RFC 7162).
CREATE TABLE expunged (
    mailbox_id BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    -- Under which change it went.
    modseq BIGINT NOT NULL,
    expunged_date BIGINT NOT NULL,
    -- What bringing it back needs, as in messages. A body_id here counts as a reference; all are null
    -- where the message cannot be brought back.
    body_id BIGINT,
    system_flags INTEGER,
    keywords VARCHAR(512) FOR BIT DATA,
    internal_date BIGINT,
    size_octets BIGINT,
    delivery_header VARCHAR(4000),
    email_id BIGINT,
    thread_id BIGINT,
    CONSTRAINT expunged_key PRIMARY KEY (mailbox_id, uid)
);

CREATE INDEX expunged_modseq ON expunged (mailbox_id, modseq);

INSERT INTO expunged SELECT * FROM kept_expunged;

DROP TABLE kept_expunged;

CREATE TABLE kept_bodies (
    id BIGINT NOT NULL,
    size_octets BIGINT NOT NULL,
    parsed VARCHAR(32672) FOR BIT DATA NOT NULL
);

INSERT INTO kept_bodies SELECT * FROM bodies;

DROP TABLE bodies;

-- The octets of a message are stored once, however many mailboxes show it. They never change. They are in this row, in
-- a record of a segment, or, where it names neither, in body_chunks.
CREATE TABLE bodies (
    id BIGINT NOT NULL CONSTRAINT bodies_key PRIMARY KEY,
    size_octets BIGINT NOT NULL,
    -- What was computed on arrival: envelope, structure with offsets, preview, in the encoding of
    -- ParsedMessageCodec. Empty where the record has it. What does not fit goes on in body_chunks, numbered -1, -2 and
    -- so on.
    parsed VARCHAR(32672) FOR BIT DATA NOT NULL,
    -- The octets, compressed where they are fewer than size_octets.
    octets VARCHAR(4000) FOR BIT DATA,
    -- The number of the segment.
    segment BIGINT,
    -- Where the record begins in it.
    segment_position BIGINT,
    -- How many octets the record has.
    stored_octets BIGINT
);

INSERT INTO bodies (id, size_octets, parsed) SELECT id, size_octets, parsed FROM kept_bodies;

DROP TABLE kept_bodies;

CREATE TABLE kept_chunks (
    body_id BIGINT NOT NULL,
    chunk INTEGER NOT NULL,
    octets VARCHAR(32672) FOR BIT DATA NOT NULL
);

INSERT INTO kept_chunks SELECT * FROM body_chunks;

DROP TABLE body_chunks;

-- A body's octets, 32,000 in each chunk but the last, so that any offset is found by key.
CREATE TABLE body_chunks (
    body_id BIGINT NOT NULL,
    -- From 0.
    chunk INTEGER NOT NULL,
    octets VARCHAR(32672) FOR BIT DATA NOT NULL,
    CONSTRAINT body_chunks_key PRIMARY KEY (body_id, chunk)
);

INSERT INTO body_chunks SELECT * FROM kept_chunks;

DROP TABLE kept_chunks;

INSERT INTO id_blocks (name, next_id) VALUES ('segment', 1);

-- One row: the number that the folder of snapshots has, too, if those are of this database as it is. Each start replaces
-- both.
CREATE TABLE snapshots (
    number BIGINT NOT NULL
);

INSERT INTO snapshots (number) VALUES (0);
