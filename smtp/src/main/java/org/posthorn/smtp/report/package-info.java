/// Bounces and notices: telling senders what became of their mail, and understanding what other
/// servers tell of it.
///
/// Start at [NoticePolicy], which says what becomes of wishes, [NoticeWriter], which writes it
/// down, and [ReportReader], which reads the reports of others.
///
/// Stands on the values of the queue and of the relay, and on `mime` to read. Messages are put
/// together by jakarta.mail, which is met in [NoticeWriter] and what it calls.
///
/// Everything is immutable and may be used by any thread.
///
/// What another server or a sender wrote is never trusted: it is cut, cleaned and quoted, and what
/// is no report is no report, without exceptions. A notice that nobody may get is an
/// `IllegalArgumentException`; octets that cannot be read or written are an `IOException`.
@NullMarked
package org.posthorn.smtp.report;

import org.jspecify.annotations.NullMarked;
