/// The admin shell: commands that a person types, sent to the admin API of a running server.
///
/// Start at `Main`, then at the commands, one class for each.
///
/// It depends on no other module and never opens the database; the API is all it knows of the
/// server. This is the only place where Spring is used.
///
/// One thread: a command asks, waits and prints.
///
/// What the server refused is printed in the server's words, and the program's exit status is not
/// zero.
@NullMarked
package org.posthorn.cli;

import org.jspecify.annotations.NullMarked;
