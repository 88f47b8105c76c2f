package org.posthorn.mailbox.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Files and folders, and when they are safe.
///
/// Names that are made, replaced or deleted are so for good when their folder was forced after
/// that; octets when their file was forced.
public interface Disk {
    /// Makes a folder and those above it, if it is not there, and forces what names it.
    void makeFolder(Path folder) throws IOException;

    /// The files in a folder, in no order.
    List<Path> files(Path folder) throws IOException;

    /// A new file, open for reading and writing, for its owner alone.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when the name is taken
    DiskFile create(Path file) throws IOException;

    /// A file that is there, open for reading.
    ///
    /// @throws java.nio.file.NoSuchFileException when it is not
    DiskFile open(Path file) throws IOException;

    /// In octets.
    long size(Path file) throws IOException;

    /// Gives a file another name, in place of what has it.
    void replace(Path file, Path by) throws IOException;

    /// Deletes a file, which those who have it open can go on with.
    void delete(Path file) throws IOException;

    void forceFolder(Path folder) throws IOException;
}
