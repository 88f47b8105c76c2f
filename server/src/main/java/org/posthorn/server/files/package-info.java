/// Files that hold secrets, and a folder that is closed to all but its user.
///
/// [org.posthorn.server.files.PrivateFile] writes one file whole;
/// [org.posthorn.server.files.PrivateTree] takes away what rights others have to a folder that was
/// there before.
///
/// Layers: used by the parts of the server that keep a key or a token in the data folder, and by
/// the start, which opens that folder.
///
/// Threads: two writers of one file leave the whole of one of them.
///
/// Errors: `IOException`, and then the file is what it was.
@NullMarked
package org.posthorn.server.files;

import org.jspecify.annotations.NullMarked;
