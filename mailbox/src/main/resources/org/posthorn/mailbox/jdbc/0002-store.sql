-- Version 2: domains, accounts, aliases; trees of mailboxes, messages, bodies. A store of version 1 is refused: it was
-- never in use.
--
-- Plain SQL that PostgreSQL reads as well, but for VARCHAR(n) FOR BIT DATA, which is BYTEA there. Statements end in a
-- semicolon at the end of a line. Points in time are seconds of the Unix epoch, or milliseconds where it says so.
--
-- Foreign keys stand where rows are few. Mailboxes, messages and bodies have none: each would cost an index and a look-up
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

-- The tree of an account's mailboxes, subscriptions and rights: one row for each account. Every change of a tree takes
-- this row first, and holds it until its commit; then it reads what it goes by.
CREATE TABLE trees (
    account_id BIGINT NOT NULL CONSTRAINT trees_key PRIMARY KEY,
    -- Rises with every change of the tree.
    version BIGINT NOT NULL
);

-- What an account holds and may hold: one row for each account, which neither logins nor RCPT read. Every change of
-- anything below the account takes this row last, just before its commit.
CREATE TABLE account_counters (
    account_id BIGINT NOT NULL CONSTRAINT account_counters_key PRIMARY KEY,
    -- Rises with every change below the account: whoever follows looks here first.
    change_number BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    size_octets BIGINT NOT NULL,
    -- The largest numbers there are stand for no limit.
    max_messages BIGINT NOT NULL,
    max_size_octets BIGINT NOT NULL
);

CREATE TABLE mailboxes (
    -- MAILBOXID (RFC 8474): kept by RENAME, never given to another mailbox.
    id BIGINT NOT NULL CONSTRAINT mailboxes_key PRIMARY KEY,
    account_id BIGINT NOT NULL,
    -- In the form of MailboxName. Every mailbox's parents exist as rows of their own.
    name VARCHAR(1000) NOT NULL,
    -- The hash of the name in hexadecimal: a long name does not fit an index.
    name_hash VARCHAR(64) NOT NULL,
    -- Higher than that of any mailbox made before it, so a name used again never looks like the mailbox before.
    uid_validity BIGINT NOT NULL,
    -- Attributes of RFC 6154 without backslash, upper case, parted by blanks; empty for most.
    special_uses VARCHAR(200) NOT NULL,
    CONSTRAINT mailboxes_name UNIQUE (account_id, name_hash)
);

-- A mailbox's numbers: one row for each in mailboxes, which nobody who only lists mailboxes touches. Every change of a
-- mailbox's messages takes this row before it computes or writes anything, and holds it until its commit.
CREATE TABLE mailbox_counters (
    mailbox_id BIGINT NOT NULL CONSTRAINT mailbox_counters_key PRIMARY KEY,
    -- As in mailboxes.
    account_id BIGINT NOT NULL,
    -- The UID of the next message. It never falls. Rows of messages from here up are not shown yet.
    uid_next BIGINT NOT NULL,
    -- The mod-sequence of the last change (RFC 7162), and the version of what is known of the mailbox in memory. It
    -- never falls.
    highest_modseq BIGINT NOT NULL,
    -- The number of the transaction that changed it last.
    last_commit BIGINT NOT NULL,
    messages INTEGER NOT NULL,
    unseen INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    size_octets BIGINT NOT NULL,
    -- Rows in viewers.
    viewers INTEGER NOT NULL,
    -- Messages from this UID up have been told to no session (\Recent). May be too low after a crash.
    recent_floor BIGINT NOT NULL,
    -- What was expunged up to this mod-sequence may be missing in expunged.
    forgotten_modseq BIGINT NOT NULL
);

CREATE INDEX mailbox_counters_account ON mailbox_counters (account_id);

-- The keywords of a mailbox: a message names them by number.
CREATE TABLE mailbox_keywords (
    mailbox_id BIGINT NOT NULL,
    -- From 0, without gaps.
    number INTEGER NOT NULL,
    -- An atom, in the spelling in which it was first set.
    name VARCHAR(64) NOT NULL,
    CONSTRAINT mailbox_keywords_key PRIMARY KEY (mailbox_id, number)
);

-- Who may do what in a mailbox beside its owner (RFC 4314).
CREATE TABLE mailbox_rights (
    mailbox_id BIGINT NOT NULL,
    -- An account, or 0 for everyone.
    grantee_id BIGINT NOT NULL,
    -- Letters of the rights.
    rights VARCHAR(20) NOT NULL,
    CONSTRAINT mailbox_rights_key PRIMARY KEY (mailbox_id, grantee_id)
);

CREATE INDEX mailbox_rights_grantee ON mailbox_rights (grantee_id, mailbox_id);

-- Accounts that keep flags of their own in a mailbox of somebody else.
CREATE TABLE viewers (
    mailbox_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    -- Rows in viewer_flags with seen.
    seen INTEGER NOT NULL,
    CONSTRAINT viewers_key PRIMARY KEY (mailbox_id, account_id)
);

CREATE INDEX viewers_account ON viewers (account_id, mailbox_id);

-- \Seen as a viewer has it; without a row it is not set.
CREATE TABLE viewer_flags (
    mailbox_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    seen BOOLEAN NOT NULL,
    -- Of the mailbox, when it changed.
    modseq BIGINT NOT NULL,
    CONSTRAINT viewer_flags_key PRIMARY KEY (mailbox_id, account_id, uid)
);

CREATE INDEX viewer_flags_modseq ON viewer_flags (mailbox_id, account_id, modseq);

-- A subscribed name, whether or not there is such a mailbox (RFC 9051 section 6.3.7).
CREATE TABLE subscriptions (
    account_id BIGINT NOT NULL,
    name VARCHAR(1000) NOT NULL,
    -- As in mailboxes.
    name_hash VARCHAR(64) NOT NULL,
    CONSTRAINT subscriptions_key PRIMARY KEY (account_id, name_hash)
);

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
    -- Rows in messages, expunged and expansions that have this body, at least 1. The transaction that takes the last
    -- deletes this row and puts the body into unreferenced_bodies.
    reference_count INTEGER NOT NULL
);

-- Bodies without references. Somebody may be reading them, so they are deleted some time later.
CREATE TABLE unreferenced_bodies (
    body_id BIGINT NOT NULL CONSTRAINT unreferenced_bodies_key PRIMARY KEY,
    since BIGINT NOT NULL
);

CREATE INDEX unreferenced_bodies_since ON unreferenced_bodies (since);

-- One row: what was computed of all bodies up to one is of this version of ParsedMessageCodec, or of a newer one.
CREATE TABLE examined (
    version INTEGER NOT NULL,
    up_to BIGINT NOT NULL
);

INSERT INTO examined (version, up_to) VALUES (0, 0);

-- Copies of many messages under way. Their rows have UIDs from the target's uid_next up, and show all at once when that
-- is raised above them; what a dead process left is removed at the next start.
CREATE TABLE mass_copies (
    mailbox_id BIGINT NOT NULL CONSTRAINT mass_copies_key PRIMARY KEY,
    first_uid BIGINT NOT NULL,
    last_uid BIGINT NOT NULL,
    modseq BIGINT NOT NULL
);

-- Mailboxes that were deleted: what is left of them is removed in the background, and the row stays until every
-- follower has seen it.
CREATE TABLE gone_mailboxes (
    mailbox_id BIGINT NOT NULL CONSTRAINT gone_mailboxes_key PRIMARY KEY,
    account_id BIGINT NOT NULL,
    -- Drawn from last_gone, so that it rises in the order of commits.
    number BIGINT NOT NULL,
    -- Whether nothing is left of it but this.
    swept BOOLEAN NOT NULL,
    CONSTRAINT gone_mailboxes_number UNIQUE (number)
);

CREATE INDEX gone_mailboxes_swept ON gone_mailboxes (swept, number);

-- One row.
CREATE TABLE last_gone (
    number BIGINT NOT NULL
);

INSERT INTO last_gone (number) VALUES (0);

-- Who follows the changes from elsewhere or over restarts, and how far it has read gone_mailboxes.
CREATE TABLE followers (
    name VARCHAR(100) NOT NULL CONSTRAINT followers_key PRIMARY KEY,
    gone_number BIGINT NOT NULL
);

-- Messages for many recipients, some of whom have them already.
CREATE TABLE expansions (
    -- Counted in body_references, as is the next.
    body_id BIGINT NOT NULL CONSTRAINT expansions_key PRIMARY KEY,
    -- A body that is no message: the encoded list of placements.
    placements_body_id BIGINT NOT NULL,
    -- The place in the list that is to be delivered to next.
    next_placement INTEGER NOT NULL,
    -- When it arrived.
    arrived BIGINT NOT NULL
);
