package org.posthorn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// `queue export`.
@Component
final class QueueExportCommand extends AdminCommand {
    private static final CommandParameter FILE =
            CommandParameter.option(
                    "--file",
                    "FILE",
                    "write it into a new file; else it is printed",
                    CommandParameter.Values.FILES);

    private final AdminApi api;

    QueueExportCommand(AdminApi api) {
        super(
                "queue export",
                "Write the message of an entry of the queue",
                QueueShowCommand.ENTRY,
                FILE);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String path =
                "/v1/queue/entries/%s/message".formatted(AdminApi.encode(invocation.argument(0)));
        try {
            Optional<String> name = invocation.option(FILE);
            if (name.isEmpty()) {
                api.download(path, console::write);
                return;
            }
            Path file = Path.of(name.get());
            api.download(path, octets -> write(octets, file));
            console.print("The message is in %s.".formatted(file));
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailedException("there is already a file " + e.getFile(), e);
        } catch (InvalidPathException e) {
            throw new CommandFailedException(e.getMessage() + " is not the name of a file", e);
        } catch (IOException e) {
            throw new CommandFailedException("the message could not be written whole: " + e, e);
        }
    }

    /// Mail is for nobody else's eyes.
    private static void write(InputStream octets, Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            octets.transferTo(out);
        }
    }
}
