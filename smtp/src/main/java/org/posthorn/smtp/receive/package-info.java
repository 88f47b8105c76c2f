/// Receiving mail as MX, for submission and over LMTP, and handing it to `dispatch`, which sends it
/// on its way.
///
/// Start at [org.posthorn.smtp.receive.SmtpServer], then `JamesSmtpChain`, the table in which every
/// command appears; each has a handler of its name. A message's octets go through `MessageReader`
/// and `MessageSink` to a body of the store, for which `Acceptance` takes responsibility.
///
/// Stands on `net` for connections and on `mailbox` for accounts and storage. Apache James' chain
/// dispatches the commands, answers NOOP and EXPN and is met in classes whose names begin with
/// `James`; its MAIL, RCPT, EHLO, DATA, AUTH, STARTTLS, RSET, VRFY, HELP and QUIT are ours, because
/// James' accept unknown parameters, read a message line by line, or answer with other codes than
/// the RFCs.
///
/// A session lives on its connection's virtual thread, and nothing else touches it.
///
/// What the client did wrong is a `Reply`, thrown as `CommandException` where a parser finds it.
/// What the store could not do is `451 4.3.0`, logged once; what we did wrong is the same to the
/// client and logged with its trace.
@NullMarked
package org.posthorn.smtp.receive;

import org.jspecify.annotations.NullMarked;
