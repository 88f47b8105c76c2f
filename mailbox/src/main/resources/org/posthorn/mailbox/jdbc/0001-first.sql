-- Version 1: domains, accounts, aliases; mailboxes, messages, bodies.
--
-- Plain SQL that PostgreSQL reads as well, but for VARCHAR(n) FOR BIT DATA, which is BYTEA there. Statements end in a
-- semicolon at the end of a line. Points in time are seconds of the Unix epoch, or milliseconds where it says so.
--
-- Foreign keys stand where rows are few. Messages and bodies have none: each would cost an index and a look-up
-- for every message, for what one piece of code keeps and a test checks.
--
-- Keys have names, because statements name the one that they go by. What is written often stands apart from what is
-- read often: a row that a transaction has changed makes its readers wait until the commit.

-- Numbers that are never given twice. A node takes them in blocks, so a crash leaves gaps.
CREATE TABLE id_blocks (
    -- What the numbers are for.
    name VARCHAR(30) NOT NULL CONSTRAINT id_blocks_key PRIMARY KEY,
    -- Every number below is taken. It never falls.
    next_id BIGINT NOT NULL
);

INSERT INTO id_blocks (name, next_id) VALUES
    ('account', 1), ('mailbox', 1), ('body', 1), ('email', 1);

-- One row: the UIDVALIDITY that was given last. The next is higher, and not below the clock's seconds, so that it
-- rises even over a database that was restored from an old backup.
CREATE TABLE last_uid_validity (
    uid_validity BIGINT NOT NULL
);

INSERT INTO last_uid_validity (uid_validity) VALUES (0);

-- The domains that mail is accepted for.
CREATE TABLE domains (
    -- In the form of DomainName: lower case, A-labels.
    name VARCHAR(253) NOT NULL CONSTRAINT domains_key PRIMARY KEY
);

CREATE TABLE accounts (
    -- Never given to another account, not even after removal.
    id BIGINT NOT NULL CONSTRAINT accounts_key PRIMARY KEY,
    domain VARCHAR(253) NOT NULL REFERENCES domains (name),
    -- In the form of EmailAddress: lower case, NFC, without quotes.
    local_part VARCHAR(255) NOT NULL,
    -- RFC 5803: SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey. Nobody can log in with it.
    verifier VARCHAR(500) NOT NULL,
    -- While false, logins fail and mail is refused; nothing is deleted.
    enabled BOOLEAN NOT NULL,
    -- In milliseconds.
    created BIGINT NOT NULL,
    CONSTRAINT accounts_address UNIQUE (domain, local_part)
);

-- An address that stands for others: one row for each address that it leads to.
CREATE TABLE aliases (
    domain VARCHAR(253) NOT NULL REFERENCES domains (name),
    local_part VARCHAR(255) NOT NULL,
    -- Not a reference: what an address leads to is decided anew for each message.
    target_domain VARCHAR(253) NOT NULL,
    target_local_part VARCHAR(255) NOT NULL,
    CONSTRAINT aliases_key PRIMARY KEY (domain, local_part, target_domain, target_local_part)
);

CREATE INDEX aliases_by_target ON aliases (target_domain, target_local_part);

CREATE TABLE mailboxes (
    -- MAILBOXID (RFC 8474): kept by RENAME, never given to another mailbox.
    id BIGINT NOT NULL CONSTRAINT mailboxes_key PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    -- In the form of MailboxName. Every mailbox's parents exist as rows of their own.
    name VARCHAR(1000) NOT NULL,
    -- Higher than that of any mailbox made before it, so a name used again never looks like the mailbox before.
    uid_validity BIGINT NOT NULL,
    -- Attributes of RFC 6154 without backslash, upper case, parted by blanks; empty for most.
    special_uses VARCHAR(200) NOT NULL,
    CONSTRAINT mailboxes_name UNIQUE (account_id, name)
);

-- A mailbox's numbers: one row for each in mailboxes, which nobody who only lists or opens mailboxes touches. Every
-- change of a mailbox's messages takes this row first, and holds it until its commit.
CREATE TABLE mailbox_counters (
    mailbox_id BIGINT NOT NULL CONSTRAINT mailbox_counters_key PRIMARY KEY,
    -- The UID of the next message. It rises in the transaction that inserts the message, and never falls.
    uid_next BIGINT NOT NULL,
    -- The mod-sequence of the last change (RFC 7162): one for each transaction that changes messages, never falls.
    highest_modseq BIGINT NOT NULL,
    -- Messages from this UID up have been told to no session (\Recent). May be too low after a crash.
    recent_floor BIGINT NOT NULL
);

-- A subscribed name, whether or not there is such a mailbox (RFC 9051 section 6.3.7).
CREATE TABLE subscriptions (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    name VARCHAR(1000) NOT NULL,
    CONSTRAINT subscriptions_key PRIMARY KEY (account_id, name)
);

-- A message in a mailbox. One body may be shown by many rows.
CREATE TABLE messages (
    mailbox_id BIGINT NOT NULL,
    -- Below the mailbox's uid_next; never used again when the row is gone.
    uid BIGINT NOT NULL,
    -- Counted in body_references.
    body_id BIGINT NOT NULL,
    -- A bit for each SystemFlag.
    system_flags INTEGER NOT NULL,
    -- Atoms parted by blanks, in the spelling in which they were first set; null for most.
    keywords VARCHAR(32672),
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
    keywords VARCHAR(32672),
    internal_date BIGINT,
    size_octets BIGINT,
    delivery_header VARCHAR(4000),
    email_id BIGINT,
    thread_id BIGINT,
    CONSTRAINT expunged_key PRIMARY KEY (mailbox_id, uid)
);

-- The octets of a message are stored once, however many mailboxes show it. They never change.
CREATE TABLE bodies (
    id BIGINT NOT NULL CONSTRAINT bodies_key PRIMARY KEY,
    size_octets BIGINT NOT NULL,
    -- What was computed on arrival: envelope, structure with offsets, preview, in the encoding of
    -- ParsedMessageCodec. What does not fit goes on in body_chunks, numbered -1, -2 and so on.
    parsed VARCHAR(32672) FOR BIT DATA NOT NULL
);

-- A body's octets, 32,000 in each chunk but the last, so that a chunk fits a page of 32 KiB and any offset is found by key.
CREATE TABLE body_chunks (
    body_id BIGINT NOT NULL,
    -- From 0.
    chunk INTEGER NOT NULL,
    octets VARCHAR(32672) FOR BIT DATA NOT NULL,
    CONSTRAINT body_chunks_key PRIMARY KEY (body_id, chunk)
);

-- How many messages show a body: one row for each body that any shows. Apart from the body, which its readers in one
-- mailbox read while it is copied or expunged in another.
CREATE TABLE body_references (
    body_id BIGINT NOT NULL CONSTRAINT body_references_key PRIMARY KEY,
    -- Rows in messages and expunged that have this body, at least 1. The transaction that takes the last deletes the
    -- body.
    reference_count INTEGER NOT NULL
);

-- Bodies without references that somebody was reading when the last went. Deleted when the reader is done or, after a
-- crash, at the next start.
CREATE TABLE unreferenced_bodies (
    body_id BIGINT NOT NULL CONSTRAINT unreferenced_bodies_key PRIMARY KEY
);
