package org.posthorn.server.config;

import java.util.List;

/// Where the admin API listens, always on 127.0.0.1.
public record AdminSettings(int port) {

    static final Setting<Integer> PORT =
            new Setting<>(
                    "admin.port",
                    ListenerSection.PORT_NUMBER,
                    2080,
                    "The port of the admin API. 0: any free one.");

    static final Section SECTION =
            new Section(
                    "admin",
                    """
                    The API of the admin shell, on 127.0.0.1 alone, open to whoever can read the file \
                    `admin-token` in the data folder.\
                    """,
                    List.of(PORT));

    static AdminSettings from(Values values, int portOffset) throws ConfigurationException {
        return new AdminSettings(ListenerSection.shifted(values, PORT, portOffset));
    }
}
