package org.posthorn.smtp.drop;

import java.nio.file.Path;

/// A message that somebody has left in the folder, and that nobody but the server can take away any
/// more.
///
/// @param id of the message, the same however often it is tried
/// @param user of this machine, to whom the file belongs
/// @param file where it is
record Dropped(String id, String user, Path file) {}
