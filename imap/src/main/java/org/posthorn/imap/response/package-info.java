/// IMAP responses: from values to octets.
///
/// Start at [org.posthorn.imap.response.Response], the table of all responses;
/// [org.posthorn.imap.response.ResponseWriter] writes them, and FETCH item by item, because a
/// message is never held as a value.
///
/// Layers: knows commands (a response repeats a command's tag, sections and items) and the store's
/// values; knows nothing of sessions, and of the connection only its output stream.
///
/// Threads: values are immutable; a writer belongs to one connection and to one thread at a time.
///
/// Errors: an `IOException` of the connection, or because a literal did not keep to its announced
/// length; after either the connection cannot go on. Whatever the text of a value, the octets
/// written are valid IMAP.
@NullMarked
package org.posthorn.imap.response;

import org.jspecify.annotations.NullMarked;
