package org.posthorn.smtp.relay;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// A name server over UDP that knows what a test tells it.
final class FakeDns implements AutoCloseable {
    private static final int TTL = 300;

    private final DatagramSocket socket;
    private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
    private final Map<Name, Integer> failures = new ConcurrentHashMap<>();
    private final Set<Name> silent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger questions = new AtomicInteger();

    FakeDns() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    /// How many questions came over the network.
    int questions() {
        return questions.get();
    }

    static Name name(String text) {
        try {
            return Name.fromString(text.endsWith(".") ? text : text + ".");
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Hosts as in `10 mx.test`.
    FakeDns mx(String domain, String... hosts) {
        return put(
                domain,
                Arrays.stream(hosts)
                        .map(host -> {
                            int space = host.indexOf(' ');
                            return new MXRecord(
                                    name(domain),
                                    DClass.IN,
                                    TTL,
                                    Integer.parseInt(host.substring(0, space)),
                                    name(host.substring(space + 1)));
                        })
                        .toList());
    }

    FakeDns addresses(String host, String... addresses) {
        return put(
                host,
                Arrays.stream(addresses)
                        .map(InetAddress::ofLiteral)
                        .map(address ->
                                address.getAddress().length == 4
                                        ? new ARecord(name(host), DClass.IN, TTL, address)
                                        : new AAAARecord(name(host), DClass.IN, TTL, address))
                        .toList());
    }

    FakeDns alias(String name, String other) {
        return put(name, List.of(new CNAMERecord(name(name), DClass.IN, TTL, name(other))));
    }

    /// A name without any record that a test asks for.
    FakeDns empty(String name) {
        return put(name, List.of());
    }

    FakeDns fails(String name, int code) {
        failures.put(name(name), code);
        return this;
    }

    FakeDns silent(String name) {
        silent.add(name(name));
        return this;
    }

    private FakeDns put(String name, List<? extends Record> more) {
        records.put(name(name), List.copyOf(more));
        return this;
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message question = new Message(Arrays.copyOf(buffer, packet.getLength()));
                questions.incrementAndGet();
                if (!silent.contains(question.getQuestion().getName())) {
                    byte[] answer = answer(question).toWire();
                    socket.send(
                            new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException _) {
                // Closed, or a question that is none.
            }
        }
    }

    private Message answer(Message question) {
        Record asked = question.getQuestion();
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(asked, Section.QUESTION);
        Name name = asked.getName();
        Integer failure = failures.get(name);
        if (failure != null) {
            answer.getHeader().setRcode(failure);
            return answer;
        }
        List<Record> known = records.get(name);
        if (known == null) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        } else {
            known.stream()
                    .filter(record ->
                            record.getType() == asked.getType() || record.getType() == Type.CNAME)
                    .forEach(record -> answer.addRecord(record, Section.ANSWER));
        }
        if (answer.getSection(Section.ANSWER).isEmpty()) {
            answer.addRecord(
                    new SOARecord(
                            name("test"),
                            DClass.IN,
                            TTL,
                            name("ns.test"),
                            name("root.test"),
                            1,
                            TTL,
                            TTL,
                            TTL,
                            TTL),
                    Section.AUTHORITY);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
