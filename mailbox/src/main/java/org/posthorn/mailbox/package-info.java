/// Domains, accounts and aliases; mailboxes and their messages; and the store that keeps both. This
/// is the only place that knows how mail is stored.
///
/// Start at the interfaces through which a protocol meets the store; each has an in-memory
/// implementation and one over Derby, and both pass the same contract tests.
///
/// Its rooms, each explained by its own `package-info`: `directory` is who has mail here and
/// `login` the gate in front of it; `store` is what protocols see of mail, `change` the commit
/// point behind it and `deliver` the way in, `tree` the names of mailboxes and `rights` who may do
/// what in those of others, `body` the octets, `mime` what a message looks like; `rows` is what all
/// of it stands on, `jdbc` and `memory` where the rows are; `budget`, `inhand` and `log` stand
/// below all of them. [org.posthorn.mailbox.Mail] puts them together over one storage.
///
/// Lowest layer beside `net`: it knows no protocol. SQL stands in classes whose names begin with
/// `Jdbc`; only those and the `Derby` classes know the database.
///
/// Every type is immutable or says how it is shared. Calls block; a caller brings its own virtual
/// thread, and no lock is held over I/O.
///
/// What the client did wrong is a value of the answer; what the disk or the database did is an
/// exception, thrown once and translated by the protocol.
@NullMarked
package org.posthorn.mailbox;

import org.jspecify.annotations.NullMarked;
