package org.posthorn.smtp.relay;

/// A command that we say.
///
/// @param name its verb, which may be told where the line may not
/// @param line without its end
record Command(String name, String line) {
    static final Command RSET = of("RSET");
    static final Command DATA = of("DATA");
    static final Command QUIT = of("QUIT");
    static final Command STARTTLS = of("STARTTLS");

    /// A verb alone.
    static Command of(String verb) {
        return new Command(verb, verb);
    }

    /// With its secrets masked.
    @Override
    public String toString() {
        return name.equals("AUTH") ? "AUTH ***" : line;
    }
}
