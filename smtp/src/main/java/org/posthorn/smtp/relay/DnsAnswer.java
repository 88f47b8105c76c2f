package org.posthorn.smtp.relay;

import java.util.List;
import org.xbill.DNS.Record;

/// What DNS says to a question.
sealed interface DnsAnswer {
    /// There are such records.
    record Records(List<Record> records) implements DnsAnswer {}

    /// There is such a name, and it has no such records.
    record NoRecords() implements DnsAnswer {}

    /// There is no such name.
    record NoName() implements DnsAnswer {}

    /// Nobody knows now.
    record Unknown(String why) implements DnsAnswer {}
}
