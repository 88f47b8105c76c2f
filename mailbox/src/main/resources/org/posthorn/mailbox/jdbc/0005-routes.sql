-- Version 5: where mail goes beyond accounts and aliases.

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
