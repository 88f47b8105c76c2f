/// What a message looks like inside: its header, its tree of parts with offsets, its envelope and
/// preview.
///
/// Start at [org.posthorn.mailbox.mime.MessageParser], which reads a message once when it arrives;
/// what it finds is a [org.posthorn.mailbox.mime.ParsedMessage], kept beside the message from then
/// on. [org.posthorn.mailbox.mime.MessageText] and [org.posthorn.mailbox.mime.TransferDecoding]
/// turn octets into what people read.
///
/// Layers: knows octets only, neither protocols nor the store.
///
/// Threads: values are immutable; a parser is used once by one thread.
///
/// Errors: there is no malformed message. Whatever the octets are, they parse to something that can
/// be shown; limits on depth, parts and header sizes end in coarser structure, never in an
/// exception.
@NullMarked
package org.posthorn.mailbox.mime;

import org.jspecify.annotations.NullMarked;
