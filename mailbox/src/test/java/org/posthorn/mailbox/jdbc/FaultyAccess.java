package org.posthorn.mailbox.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import org.apache.derby.io.StorageRandomAccessFile;
import org.posthorn.mailbox.jdbc.DiskFaults.Act;
import org.posthorn.mailbox.jdbc.DiskFaults.Deed;

/// An open file on a [FaultyDisk].
///
/// It is none of the JDK's own, or Derby would take its channel and pass us by.
final class FaultyAccess implements StorageRandomAccessFile {
    private final File path;
    private final String mode;
    private final RandomAccessFile file;

    FaultyAccess(File path, String mode) throws FileNotFoundException {
        this.path = path;
        this.mode = mode;
        this.file = new RandomAccessFile(path, mode);
    }

    private Deed deed(Act act) {
        return new Deed(act, path.getPath());
    }

    private RandomAccessFile reading() throws IOException {
        DiskFaults.pass(deed(Act.READ));
        return file;
    }

    /// Files that are written through are forced by each write.
    private void put(byte[] octets, int offset, int length) throws IOException {
        DiskFaults.pass(deed(Act.WRITE));
        if (DerbyControl.isOne(path) && DerbyControl.isEarly(path, octets, offset, length)) {
            return;
        }
        long position = file.getFilePointer();
        file.write(octets, offset, length);
        journal().wrote(path.toPath(), octets, offset, length, position);
        if (isWrittenThrough()) {
            DiskFaults.pass(deed(Act.FORCE));
            journal().forced(path.toPath());
        }
    }

    private boolean isWrittenThrough() {
        return mode.length() > 2;
    }

    private DiskJournal journal() {
        return DiskJournal.of(path.toPath());
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private void put(Writing writing) throws IOException {
        var octets = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(octets));
        put(octets.toByteArray(), 0, octets.size());
    }

    @Override
    public StorageRandomAccessFile clone() {
        try {
            return new FaultyAccess(path, mode);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void sync() throws IOException {
        DiskFaults.pass(deed(Act.FORCE));
        journal().forced(path.toPath());
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        int read = reading().read(octets, offset, length);
        DiskFaults.spoil(deed(Act.READ), octets, offset, read);
        return read;
    }

    @Override
    public void readFully(byte[] octets) throws IOException {
        readFully(octets, 0, octets.length);
    }

    @Override
    public void readFully(byte[] octets, int offset, int length) throws IOException {
        reading().readFully(octets, offset, length);
        DiskFaults.spoil(deed(Act.READ), octets, offset, length);
    }

    @Override
    public void write(int octet) throws IOException {
        put(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets) throws IOException {
        put(octets, 0, octets.length);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        put(octets, offset, length);
    }

    @Override
    public void writeBoolean(boolean value) throws IOException {
        put(out -> out.writeBoolean(value));
    }

    @Override
    public void writeByte(int value) throws IOException {
        put(out -> out.writeByte(value));
    }

    @Override
    public void writeShort(int value) throws IOException {
        put(out -> out.writeShort(value));
    }

    @Override
    public void writeChar(int value) throws IOException {
        put(out -> out.writeChar(value));
    }

    @Override
    public void writeInt(int value) throws IOException {
        put(out -> out.writeInt(value));
    }

    @Override
    public void writeLong(long value) throws IOException {
        put(out -> out.writeLong(value));
    }

    @Override
    public void writeFloat(float value) throws IOException {
        put(out -> out.writeFloat(value));
    }

    @Override
    public void writeDouble(double value) throws IOException {
        put(out -> out.writeDouble(value));
    }

    @Override
    public void writeBytes(String text) throws IOException {
        put(out -> out.writeBytes(text));
    }

    @Override
    public void writeChars(String text) throws IOException {
        put(out -> out.writeChars(text));
    }

    @Override
    public void writeUTF(String text) throws IOException {
        put(out -> out.writeUTF(text));
    }

    @Override
    public boolean readBoolean() throws IOException {
        return reading().readBoolean();
    }

    @Override
    public byte readByte() throws IOException {
        return reading().readByte();
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return reading().readUnsignedByte();
    }

    @Override
    public short readShort() throws IOException {
        return reading().readShort();
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return reading().readUnsignedShort();
    }

    @Override
    public char readChar() throws IOException {
        return reading().readChar();
    }

    @Override
    public int readInt() throws IOException {
        return reading().readInt();
    }

    @Override
    public long readLong() throws IOException {
        return reading().readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return reading().readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return reading().readDouble();
    }

    @Override
    public String readLine() throws IOException {
        return reading().readLine();
    }

    @Override
    public String readUTF() throws IOException {
        return reading().readUTF();
    }

    @Override
    public int skipBytes(int count) throws IOException {
        return file.skipBytes(count);
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public long getFilePointer() throws IOException {
        return file.getFilePointer();
    }

    @Override
    public void seek(long position) throws IOException {
        file.seek(position);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public void setLength(long length) throws IOException {
        DiskFaults.pass(deed(Act.WRITE));
        file.setLength(length);
        journal().resized(path.toPath(), length);
        if (isWrittenThrough()) {
            journal().forced(path.toPath());
        }
    }
}
