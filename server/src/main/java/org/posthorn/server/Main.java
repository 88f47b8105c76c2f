package org.posthorn.server;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.posthorn.server.config.Configuration;
import org.posthorn.server.config.ConfigurationException;
import org.posthorn.server.logging.Logging;

/// The program: `serve`, and what the launcher asks besides.
///
/// Whatever keeps a server from starting is one sentence on standard error and exit status 1, or 2
/// where the command line makes no sense.
public final class Main {
    /// What a stop may take longer than its grace: the store closes in about that time.
    private static final Duration AFTER_GRACE = Duration.ofSeconds(9);

    /// The status of a process that SIGTERM ends.
    private static final int STOPPED = 143;

    private Main() {}

    /// Made when it is first needed, which is after the log manager has been chosen.
    private static final class Log {
        private static final System.Logger LOG = System.getLogger(Main.class.getName());
    }

    public static void main(String... arguments) {
        Logging.prepare();
        List<String> words = Arrays.asList(arguments);
        try {
            run(
                    words.isEmpty() ? "" : words.getFirst(),
                    words.subList(Math.min(1, words.size()), words.size()));
        } catch (UsageException e) {
            exit(2, e);
        } catch (StartException | ConfigurationException e) {
            exit(1, e);
        }
    }

    private static void run(String command, List<String> arguments)
            throws UsageException, StartException, ConfigurationException {
        switch (command) {
            case "serve" -> serve(ServeOptions.parse(arguments));
            case "version" -> System.out.println("Posthorn " + Version.text());
            case "rehearse" -> Rehearsal.run(Path.of(arguments.getFirst()));
            default -> throw new UsageException("The commands are serve and version.");
        }
    }

    private static void serve(ServeOptions options) throws StartException, ConfigurationException {
        if (System.getProperty("posthorn.lifeline") != null) {
            Lifeline.watch(System.in);
        }
        Path home = Path.of(System.getProperty("posthorn.home", ""));
        Configuration configuration = options.configuration(home);
        Logging.start(configuration.logging());
        Server server = Server.start(configuration);
        Duration longest = configuration.server().stopGrace().plus(AFTER_GRACE);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("stop").unstarted(() -> stop(server, longest)));
        Hangup.handle(server::reload);
        String launcher = System.getProperty("posthorn.launcher", "posthorn");
        System.out.print(new Announcement(configuration, options, home, launcher).text(server));
        System.out.flush();
        sleepUntilStopped();
    }

    /// Halts when it takes too long: a kill loses nothing that was acknowledged.
    private static void stop(Server server, Duration longest) {
        Log.LOG.log(Level.INFO, "stopping");
        Thread closing = Thread.ofPlatform().name("close").start(server::close);
        try {
            if (closing.join(longest)) {
                Log.LOG.log(Level.INFO, "stopped");
                return;
            }
            Log.LOG.log(Level.WARNING, "stopped at once, because it took too long");
        } catch (InterruptedException _) {
            // Nobody interrupts a shutdown hook; if somebody does, it ends what has to end.
        }
        Runtime.getRuntime().halt(STOPPED);
    }

    /// All work is done by other threads, which do not keep the process alive.
    private static void sleepUntilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            // Nobody interrupts the main thread; returning ends the process all the same.
        }
    }

    private static void exit(int status, Exception reason) {
        System.err.println("posthorn: " + reason.getMessage());
        System.exit(status);
    }
}
