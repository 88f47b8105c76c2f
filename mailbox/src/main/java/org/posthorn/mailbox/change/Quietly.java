package org.posthorn.mailbox.change;

/// What is done behind a commit, where a failure must not look like one of the change.
final class Quietly {
    private static final System.Logger LOG = System.getLogger(Quietly.class.getName());

    private Quietly() {}

    /// @param failure what it means when it fails, for the log
    static void run(String failure, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            log(failure, e);
        }
    }

    private static void log(String failure, Throwable e) {
        try {
            LOG.log(System.Logger.Level.ERROR, failure, e);
        } catch (RuntimeException | Error again) {
            e.addSuppressed(again);
        }
    }
}
