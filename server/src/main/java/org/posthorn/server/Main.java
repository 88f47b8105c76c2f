package org.posthorn.server;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
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
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(server)));
        Hangup.handle(server::reload);
        String launcher = System.getProperty("posthorn.launcher", "posthorn");
        System.out.print(new Announcement(configuration, options, home, launcher).text(server));
        System.out.flush();
        sleepUntilStopped();
    }

    private static void stop(Server server) {
        Log.LOG.log(Level.INFO, "stopping");
        server.close();
        Log.LOG.log(Level.INFO, "stopped");
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
