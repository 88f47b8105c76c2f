package org.posthorn.mailbox.change;

/// The processor, which nothing takes from a virtual thread that does not wait.
final class Processor {
    private Processor() {}

    /// Called between two parts of long work.
    @SuppressWarnings("ThreadPriorityCheck") // there is no other way to let others run
    static void letOthersRun() {
        Thread.yield();
    }
}
