/// Files that hold secrets.
///
/// [org.posthorn.server.files.PrivateFile] is all of it.
///
/// Layers: used by the parts of the server that keep a key or a token in the data folder.
///
/// Threads: two writers of one file leave the whole of one of them.
///
/// Errors: `IOException`, and then the file is what it was.
@NullMarked
package org.posthorn.server.files;

import org.jspecify.annotations.NullMarked;
