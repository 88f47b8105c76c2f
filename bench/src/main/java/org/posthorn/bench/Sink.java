package org.posthorn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The server that all mail goes to: it keeps nothing but the count.
///
/// One thread serves all connections, so that it costs little and what it costs can be told.
final class Sink implements AutoCloseable {
    private static final int BUFFER_OCTETS = 256 * 1024;
    private static final int BACKLOG = 500;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Thread thread;
    private final byte[] buffer = new byte[BUFFER_OCTETS];
    private final Map<Integer, Consignment> consignments = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger unexpected = new AtomicInteger();

    private Sink(Selector selector, ServerSocketChannel listener) {
        this.selector = selector;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("sink").daemon().unstarted(this::run);
    }

    static Sink open() throws IOException {
        var listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        var selector = Selector.open();
        listener.register(selector, SelectionKey.OP_ACCEPT);
        var sink = new Sink(selector, listener);
        sink.thread.start();
        return sink;
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /// Tells whose messages will come.
    void expect(Consignment consignment) {
        consignments.put(consignment.id(), consignment);
    }

    /// How many connections there have been.
    int connections() {
        return connections.get();
    }

    /// How many messages came that nobody expects.
    int unexpected() {
        return unexpected.get();
    }

    /// The processor time of its thread.
    long processorNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        selector.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.nio.channels.ClosedSelectorException _) {
            // The run is over.
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else if (key.attachment() instanceof SinkConnection connection) {
                read(key, connection);
            }
        } catch (IOException _) {
            key.cancel();
            closeQuietly(key);
        }
    }

    private void accept() throws IOException {
        var channel = listener.accept();
        if (channel == null) {
            return;
        }
        connections.incrementAndGet();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var connection = new SinkConnection(channel, consignments, unexpected);
        channel.register(selector, SelectionKey.OP_READ, connection);
        connection.greet();
    }

    private void read(SelectionKey key, SinkConnection connection) throws IOException {
        int count = connection.channel().read(ByteBuffer.wrap(buffer));
        if (count < 0 || !connection.take(buffer, count)) {
            key.cancel();
            closeQuietly(key);
        }
    }

    private static void closeQuietly(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
