package org.posthorn.smtp.report;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;

/// A message with the id and the boundary that we want instead of those that jakarta.mail makes
/// from the machine's user and name.
final class NoticeMessage extends MimeMessage {
    private static final Session UTF8_ALLOWED = Session.getInstance(utf8Allowed());

    private final String messageId;

    NoticeMessage(String messageId) {
        super(UTF8_ALLOWED);
        this.messageId = messageId;
    }

    /// Without it, header fields are written as the low octets of their characters.
    private static Properties utf8Allowed() {
        var properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        return properties;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    /// A multipart/report (RFC 6522 section 3).
    static final class Report extends MimeMultipart {
        Report(String boundary) {
            super("report");
            contentType =
                    "multipart/report; report-type=delivery-status;\r\n\tboundary=\""
                            + boundary
                            + "\"";
        }

        /// Adds a part that is written as it is, but for a quoted-printable encoding.
        ///
        /// @param type with its parameters
        void add(DataSource content, String type, String encoding) throws MessagingException {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(content));
            part.setHeader("Content-Type", type);
            part.setHeader("Content-Transfer-Encoding", encoding);
            addBodyPart(part);
        }
    }
}
