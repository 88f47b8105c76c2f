/// The parts of a message that FETCH can ask for: which octets they are, and how many.
///
/// Start at [org.posthorn.imap.section.Sections]: from a section and a parsed message it makes a
/// [org.posthorn.imap.section.Piece] that can be written in whole or in part.
///
/// Layers: knows sections as commands name them and messages as the store keeps them; knows nothing
/// of responses and sessions.
///
/// Threads: values are used by one thread; nothing is shared.
///
/// Errors: a section that a message does not have is an empty answer; a transfer encoding that
/// cannot be undone is an [org.posthorn.imap.section.UnknownEncodingException].
@NullMarked
package org.posthorn.imap.section;

import org.jspecify.annotations.NullMarked;
