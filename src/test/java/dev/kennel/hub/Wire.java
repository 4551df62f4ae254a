package dev.kennel.hub;

import java.net.http.HttpClient.Version;

/// The ways a client may be connected.
enum Wire {
    HTTP_1_1(false, Version.HTTP_1_1),
    HTTPS_1_1(true, Version.HTTP_1_1),
    HTTPS_2(true, Version.HTTP_2);

    final boolean encrypted;
    final Version version;

    Wire(boolean encrypted, Version version) {
        this.encrypted = encrypted;
        this.version = version;
    }
}
