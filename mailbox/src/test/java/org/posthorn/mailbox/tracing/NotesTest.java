package org.posthorn.mailbox.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;

final class NotesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = NOON;
    private final Notes notes = new Notes(() -> now);

    private static DeliveryEvent from(String client) {
        return new DeliveryEvent(
                NOON, Kind.REFUSED, "", "", "a@b.example", Map.of(Detail.CLIENT, client));
    }

    private static String address(int client) {
        return "10.%d.%d.%d".formatted(client >> 16, client >> 8 & 0xFF, client & 0xFF);
    }

    private static long counted(List<DeliveryEvent> events) {
        return events.stream()
                .mapToLong(event -> event.detail(Detail.MORE).map(Long::parseLong).orElse(1L))
                .sum();
    }

    @Test
    void countlessClients_takeBoundedRoom_andAllAreCounted() {
        int clients = 3 * Notes.CLIENTS;
        for (int i = 0; i < clients; i++) {
            notes.add(from(address(i)));
        }
        assertThat(notes.take().size()).isBetween(Notes.CLIENTS, Notes.WAITING);
        now = NOON.plusSeconds(60);
        List<DeliveryEvent> later = notes.take();
        assertThat(later).hasSize(1);
        assertThat(later.getFirst().detail(Detail.CLIENT)).isEmpty();
        assertThat(counted(later)).isEqualTo(clients - Notes.CLIENTS - Notes.EACH);
    }

    @Test
    void addressesOfOneNetwork_areOneClient() {
        for (int i = 0; i < Notes.CLIENTS; i++) {
            notes.add(from("2001:db8::%x".formatted(i)));
        }
        assertThat(notes.take()).hasSize(Notes.EACH);
    }

    @Test
    void whatNobodyWrites_takesBoundedRoom_andIsCounted() {
        int each = Notes.EACH;
        int clients = Notes.WAITING / each + 100;
        for (int client = 0; client < clients; client++) {
            for (int i = 0; i < each; i++) {
                notes.add(from(address(client)));
            }
        }
        List<DeliveryEvent> all = notes.takeLast();
        assertThat(all.size()).isEqualTo(Notes.WAITING + 100);
        assertThat(counted(all)).isEqualTo((long) clients * each);
    }

    @Test
    void whatIsPutBack_comesFirst_asFarAsThereIsRoom() {
        notes.add(from("192.0.2.1"));
        List<DeliveryEvent> taken = notes.take();
        notes.add(from("192.0.2.2"));
        notes.putBack(taken);
        assertThat(notes.take())
                .extracting(event -> event.detail(Detail.CLIENT).orElse(""))
                .containsExactly("192.0.2.1", "192.0.2.2");
    }
}
