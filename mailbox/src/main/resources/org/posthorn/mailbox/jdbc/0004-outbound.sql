-- Version 4: mail that waits to go elsewhere.

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
