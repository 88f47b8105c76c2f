package org.posthorn.mailbox.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.derby.io.StorageRandomAccessFile;

/// A file of pages that a [DerbyPageGuard] writes.
///
/// It is none of the JDK's own, or Derby would take its channel and pass the guard by.
final class DerbyGuardedFile implements StorageRandomAccessFile {
    private final DerbyPageGuard guard;
    private final File path;
    private final StorageRandomAccessFile file;

    /// The guard writes whenever it has to.
    private final ReentrantLock lock = new ReentrantLock();

    private final DataInputStream in = new DataInputStream(new Octets());
    private long position;
    private long end;

    DerbyGuardedFile(DerbyPageGuard guard, File path, StorageRandomAccessFile file)
            throws IOException {
        this.guard = guard;
        this.path = path.getAbsoluteFile();
        this.file = file;
        this.end = file.length();
    }

    File path() {
        return path;
    }

    /// Writes to where it belongs what is safe elsewhere.
    void put(long at, byte[] octets) throws IOException {
        lock.lock();
        try {
            file.seek(at);
            file.write(octets, 0, octets.length);
        } finally {
            lock.unlock();
        }
    }

    void forceInPlace() throws IOException {
        file.sync();
    }

    @Override
    public void sync() throws IOException {
        guard.force(this);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        guard.write(this, position, Arrays.copyOfRange(octets, offset, offset + length));
        position += length;
        end = Math.max(end, position);
    }

    @Override
    public void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        int count = (int) Math.min(length, end - position);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        var read = ByteBuffer.wrap(octets, offset, count).slice();
        long flushes;
        do {
            flushes = guard.flushes();
            Arrays.fill(octets, offset, offset + count, (byte) 0);
            readInPlace(octets, offset, count);
        } while (!guard.overlay(path, flushes, read, position));
        position += count;
        return count;
    }

    /// What is not in the file yet waits at the guard.
    private void readInPlace(byte[] octets, int offset, int count) throws IOException {
        lock.lock();
        try {
            int there = (int) Math.min(count, file.length() - position);
            if (there > 0) {
                file.seek(position);
                file.readFully(octets, offset, there);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void readFully(byte[] octets) throws IOException {
        readFully(octets, 0, octets.length);
    }

    @Override
    public void readFully(byte[] octets, int offset, int length) throws IOException {
        if (length > end - position) {
            throw new EOFException("the end of " + path);
        }
        read(octets, offset, length);
    }

    private final class Octets extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            return DerbyGuardedFile.this.read(octets, offset, length);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private void put(Writing writing) throws IOException {
        var octets = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(octets));
        write(octets.toByteArray());
    }

    @Override
    public void setLength(long length) throws IOException {
        guard.flush();
        lock.lock();
        try {
            file.setLength(length);
            end = length;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long length() {
        return end;
    }

    @Override
    public void seek(long to) {
        position = to;
    }

    @Override
    public long getFilePointer() {
        return position;
    }

    @Override
    public int skipBytes(int count) {
        int skipped = Math.clamp(end - position, 0, Math.max(0, count));
        position += skipped;
        return skipped;
    }

    @Override
    public void close() throws IOException {
        guard.flush();
        file.close();
    }

    @Override
    public StorageRandomAccessFile clone() {
        throw new UnsupportedOperationException("Derby clones files of its log only");
    }

    @Override
    public boolean readBoolean() throws IOException {
        return in.readBoolean();
    }

    @Override
    public byte readByte() throws IOException {
        return in.readByte();
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return in.readUnsignedByte();
    }

    @Override
    public short readShort() throws IOException {
        return in.readShort();
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return in.readUnsignedShort();
    }

    @Override
    public char readChar() throws IOException {
        return in.readChar();
    }

    @Override
    public int readInt() throws IOException {
        return in.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return in.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return in.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return in.readDouble();
    }

    @Override
    public String readUTF() throws IOException {
        return in.readUTF();
    }

    @Override
    public String readLine() {
        throw new UnsupportedOperationException("pages have no lines");
    }

    @Override
    public void write(int octet) throws IOException {
        put(out -> out.write(octet));
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
}
