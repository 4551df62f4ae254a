package dev.kennel.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.kennel.steer.MixStep.Piece;

/// An answer as far as it goes. For one thread at a time.
final class Said {

    private static final double NANOS = 1e9;

    private final List<Piece> spans = new ArrayList<>();
    private int tokens;
    private long nanos;

    /// @param took nanoseconds, since the last ones
    void add(List<Piece> pieces, long took) {
        pieces.forEach(this::add);
        if (!pieces.isEmpty()) {
            nanos += took;
        }
    }

    private void add(Piece piece) {
        tokens++;
        if (!spans.isEmpty() && spans.getLast().unlikely() == piece.unlikely()) {
            spans.add(new Piece(spans.removeLast().text() + piece.text(), piece.unlikely()));
        } else {
            spans.add(piece);
        }
    }

    /// Stretches of words that are unlikely without steering, and that are not, in turns.
    List<Piece> spans() {
        return List.copyOf(spans);
    }

    String text() {
        return spans.stream().map(Piece::text).collect(Collectors.joining());
    }

    int tokens() {
        return tokens;
    }

    /// Tokens a second; 0 before there is one.
    double pace() {
        return nanos == 0 ? 0 : tokens * NANOS / nanos;
    }
}
