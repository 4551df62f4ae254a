package dev.kennel.web;

import java.util.Locale;

/// In which form whoever asked reads a problem: programs as JSON, browsers as a page.
enum ProblemFormat {
    JSON(Problem.MEDIA_TYPE),
    PAGE("text/html;charset=UTF-8");

    private final String mediaType;

    ProblemFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /// @param accept the request's `Accept`, null where it has none
    static ProblemFormat of(String path, String accept) {
        boolean programs = isUnder("/api", path) || isUnder("/v2", path);
        boolean browser = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
        return browser && !programs ? PAGE : JSON;
    }

    private static boolean isUnder(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
